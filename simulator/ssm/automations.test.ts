import {
  DescribeAutomationExecutionsCommand,
  DescribeAutomationStepExecutionsCommand,
  DescribeDocumentCommand,
  GetAutomationExecutionCommand,
  SendAutomationSignalCommand,
  StartAutomationExecutionCommand,
  StopAutomationExecutionCommand,
  type AutomationExecution,
  type SignalType,
  type StartAutomationExecutionRequest,
} from "@aws-sdk/client-ssm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { PAYMENTS, refusal, startBench, until, type Bench } from "#simulator/test-bench.ts";

const TOKEN = "0a1b2c3d-0000-4000-8000-000000000001";

describe("Automation", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
    const document = { ...PAYMENTS, name: "Switch-Over", documentType: "Automation", parameters: ["Target"] };
    await bench.control("POST", "/documents", { ...document, steps: ["drain", "switch"] });
  });
  afterEach(() => bench.control("DELETE", "/outcomes"));
  afterAll(() => bench.close());

  async function start(input: Partial<StartAutomationExecutionRequest> = {}): Promise<string> {
    const request = { DocumentName: "Switch-Over", Parameters: { Target: ["dr"] }, ...input };
    return (await bench.ssm().send(new StartAutomationExecutionCommand(request))).AutomationExecutionId ?? "";
  }

  const script = (outcome: object, match: object = {}) =>
    bench.control("POST", "/outcomes", { service: "ssm", documentName: "Switch-Over", ...match, outcome });

  async function get(AutomationExecutionId: string): Promise<AutomationExecution> {
    const answer = await bench.ssm().send(new GetAutomationExecutionCommand({ AutomationExecutionId }));
    if (!answer.AutomationExecution) throw new Error("No automation");
    return answer.AutomationExecution;
  }

  const inStatus = (id: string, status: string) =>
    until(async () => {
      const found = await get(id);
      return found.AutomationExecutionStatus === status ? found : undefined;
    });

  const signal = (AutomationExecutionId: string, SignalType: SignalType) =>
    bench.ssm().send(new SendAutomationSignalCommand({ AutomationExecutionId, SignalType }));

  const steps = ({ StepExecutions = [] }: AutomationExecution) =>
    StepExecutions.map((each) => `${each.StepName ?? ""} ${each.StepStatus ?? ""}`);

  test("runs the steps of its document one after the other", async () => {
    await script({ outputs: { "switch.Records": ["3"] } }, { contains: "dr" });
    const id = await start();
    const ended = await inStatus(id, "Success");
    expect(steps(ended)).toEqual(["drain Success", "switch Success"]);
    expect(ended).toMatchObject({
      ...{ DocumentName: "Switch-Over", Mode: "Auto", Outputs: { "switch.Records": ["3"] } },
      ...{ Parameters: { Target: ["dr"] }, ProgressCounters: { TotalSteps: 2, SuccessSteps: 2, FailedSteps: 0 } },
      ...{
        ExecutionEndTime: expect.any(Date) as Date,
        ExecutedBy: expect.stringContaining(":assumed-role/") as string,
      },
    });
    const described = await bench
      .ssm()
      .send(
        new DescribeAutomationStepExecutionsCommand({ AutomationExecutionId: id, ReverseOrder: true, MaxResults: 1 }),
      );
    expect(described.StepExecutions?.[0]?.StepName).toBe("switch");
    expect(described.NextToken).toBeDefined();
  });

  test("begins pending", async () => {
    await bench.control("POST", "/clock", { speed: 0.001 });
    const pending = await get(await start());
    expect([pending.AutomationExecutionStatus, ...steps(pending)]).toEqual([
      "Pending",
      "drain Pending",
      "switch Pending",
    ]);
    await bench.control("POST", "/clock", { speed: 50_000 });
  });

  test("is started once for a client token", async () => {
    const id = await start({ ClientToken: TOKEN });
    expect(await start({ ClientToken: TOKEN })).toBe(id);
    expect(await start()).not.toBe(id);
    const other = refusal(start({ ClientToken: TOKEN, Parameters: { Target: ["home"] } }));
    expect(await other).toMatchObject({ name: "IdempotentParameterMismatch", status: 400 });
  });

  test.each(["Failed", "TimedOut"])("ends %s with a reason when it was scripted", async (status) => {
    await script({ status, failureMessage: "DNS refused the change" });
    const ended = await inStatus(await start(), status);
    expect(ended.FailureMessage).toBe("DNS refused the change");
    expect(steps(ended)).toEqual(["drain Success", `switch ${status}`]);
  });

  test("waits for approval, and goes on when it is given", async () => {
    await script({ waitsForApproval: true });
    const id = await start();
    expect(await inStatus(id, "Waiting")).toMatchObject({ CurrentStepName: "approve", CurrentAction: "aws:approve" });
    await signal(id, "Approve");
    expect(steps(await inStatus(id, "Success"))).toEqual(["approve Success", "drain Success", "switch Success"]);
    expect((await refusal(signal(id, "Approve"))).name).toBe("InvalidAutomationSignalException");
  });

  test("fails when approval is refused", async () => {
    await script({ waitsForApproval: true });
    const id = await start();
    await inStatus(id, "Waiting");
    expect((await refusal(signal(id, "Resume"))).name).toBe("InvalidAutomationSignalException");
    await signal(id, "Reject");
    expect(steps(await inStatus(id, "Failed"))).toEqual(["approve Failed", "drain Pending", "switch Pending"]);
  });

  test("is stopped at once, or after the running step", async () => {
    const ssm = bench.ssm();
    await script({ seconds: 2_000_000 }, { times: 1 });
    const cancelled = await start();
    await inStatus(cancelled, "InProgress");
    await ssm.send(new StopAutomationExecutionCommand({ AutomationExecutionId: cancelled }));
    expect(steps(await inStatus(cancelled, "Cancelled"))).toEqual(["drain Cancelled", "switch Pending"]);
    await script({ seconds: 20_000 }, { times: 1 });
    const completed = await start();
    await ssm.send(new StopAutomationExecutionCommand({ AutomationExecutionId: completed, Type: "Complete" }));
    expect(steps(await inStatus(completed, "Cancelled"))).toEqual(["drain Success", "switch Pending"]);
    const again = refusal(ssm.send(new StopAutomationExecutionCommand({ AutomationExecutionId: completed })));
    expect((await again).name).toBe("InvalidAutomationStatusUpdateException");
  });

  test("is found by document, status and tag, newest first", async () => {
    const Tags = [{ Key: "execution", Value: "42" }];
    const id = await start({ Tags });
    await inStatus(id, "Success");
    const Filters = [
      { Key: "TagKey" as const, Values: ["execution"] },
      { Key: "ExecutionStatus" as const, Values: ["Success"] },
      { Key: "DocumentNamePrefix" as const, Values: ["Switch"] },
    ];
    const found = await bench.ssm().send(new DescribeAutomationExecutionsCommand({ Filters }));
    expect(found.AutomationExecutionMetadataList?.map((each) => each.AutomationExecutionId)).toEqual([id]);
    const all = await bench.ssm().send(new DescribeAutomationExecutionsCommand({}));
    expect(all.AutomationExecutionMetadataList?.[0]?.AutomationExecutionId).toBe(id);
  });

  test.each<[string, Partial<StartAutomationExecutionRequest>]>([
    ["AutomationDefinitionNotFoundException", { DocumentName: "Nobodys-Document" }],
    ["AutomationDefinitionNotFoundException", { DocumentName: "AWS-RunShellScript" }],
    ["InvalidAutomationExecutionParametersException", { Parameters: { Goal: ["dr"] } }],
    ["ValidationException", { ClientToken: "short" }],
  ])("is refused with %s: %j", async (name, input) => {
    expect(await refusal(start(input))).toMatchObject({ name, status: 400 });
  });

  test("that nobody started is not found", async () => {
    const refused = refusal(get("00000000-0000-4000-a000-000000000000"));
    expect((await refused).name).toBe("AutomationExecutionNotFoundException");
  });

  test("has documents that can be described", async () => {
    const ssm = bench.ssm();
    const own = await ssm.send(new DescribeDocumentCommand({ Name: "Switch-Over" }));
    expect(own.Document).toMatchObject({ DocumentType: "Automation", Owner: "222233334444", Status: "Active" });
    const aws = await ssm.send(new DescribeDocumentCommand({ Name: "AWS-RunShellScript" }));
    expect(aws.Document).toMatchObject({ DocumentType: "Command", Owner: "Amazon", PlatformTypes: ["Linux"] });
    const unknown = refusal(ssm.send(new DescribeDocumentCommand({ Name: "Nobodys-Document" })));
    expect(await unknown).toMatchObject({ name: "InvalidDocument", status: 400 });
  });
});
