import { DescribeSourceServersCommand, StartRecoveryCommand } from "@aws-sdk/client-drs";
import { DescribeInstancesCommand } from "@aws-sdk/client-ec2";
import { GetInstanceProfileCommand, GetRoleCommand, SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { PublishCommand } from "@aws-sdk/client-sns";
import { ListCommandsCommand } from "@aws-sdk/client-ssm";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { idsNamed } from "#simulator/drs/test-jobs.ts";
import { ERP, PAYMENTS, refusal, startBench, type Bench } from "#simulator/test-bench.ts";

const roleArn = "arn:aws:iam::222233334444:role/DrsOrchestratorRole";

describe("IAM", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterEach(() => deny());
  afterAll(() => bench.close());

  const deny = (...denied: { action: string; resource?: string; kind?: string }[]) =>
    bench.control("PUT", "/roles", { roleArn, denied });

  const simulate = (input: { ActionNames: string[]; ResourceArns?: string[]; MaxItems?: number; Marker?: string }) =>
    bench.iam().send(new SimulatePrincipalPolicyCommand({ PolicySourceArn: roleArn, ...input }));

  test("allows a role everything but what it was denied", async () => {
    await deny({ action: "drs:Start*", kind: "explicitDeny" }, { action: "ssm:sendcommand" });
    const ActionNames = ["drs:StartRecovery", "ssm:SendCommand", "drs:DescribeJobs"];
    const { EvaluationResults = [], IsTruncated } = await simulate({ ActionNames });
    expect(EvaluationResults.map((each) => [each.EvalActionName, each.EvalResourceName, each.EvalDecision])).toEqual([
      ["drs:StartRecovery", "*", "explicitDeny"],
      ["ssm:SendCommand", "*", "implicitDeny"],
      ["drs:DescribeJobs", "*", "allowed"],
    ]);
    expect(EvaluationResults.map((each) => each.MatchedStatements?.length ?? 0)).toEqual([1, 0, 1]);
    expect(IsTruncated).toBe(false);
  });

  test("decides by resource, in pages", async () => {
    const [theirs, ours] = ["arn:aws:sns:us-west-2:222233334444:theirs", "arn:aws:sns:us-west-2:222233334444:ours"];
    await deny({ action: "sns:Publish", resource: theirs });
    const question = { ActionNames: ["sns:Publish"], ResourceArns: [theirs, ours], MaxItems: 1 };
    const first = await simulate(question);
    const second = await simulate({ ...question, Marker: first.Marker ?? "" });
    const decisions = [first, second].map((each) => each.EvaluationResults?.map((result) => result.EvalDecision));
    expect(decisions).toEqual([["implicitDeny"], ["allowed"]]);
    expect([first.IsTruncated, second.IsTruncated]).toEqual([true, false]);
    expect((await refusal(simulate({ ...question, Marker: "else" }))).name).toBe("InvalidInputException");
  });

  test.each([
    ["arn:aws:iam::222233334444:role/Nobody", "NoSuchEntityException", 404],
    ["arn:aws:iam::333344445555:role/DrsOrchestratorRole", "NoSuchEntityException", 404],
  ])("does not know %s", async (PolicySourceArn, name, status) => {
    const command = new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames: ["drs:StartRecovery"] });
    expect(await refusal(bench.iam().send(command))).toMatchObject({ name, status });
  });

  test("has roles and instance profiles, the same in every Region", async () => {
    const { Role } = await bench.iam().send(new GetRoleCommand({ RoleName: "DrsOrchestratorRole" }));
    expect(Role).toMatchObject({ Arn: roleArn, Path: "/", CreateDate: expect.any(Date) as Date });
    const elsewhere = bench.iam({ ...PAYMENTS, region: "eu-west-1" });
    expect((await elsewhere.send(new GetRoleCommand({ RoleName: "DrsOrchestratorRole" }))).Role).toEqual(Role);
    const InstanceProfileName = "AWSElasticDisasterRecoveryRecoveryInstanceRole";
    const { InstanceProfile } = await bench.iam(ERP).send(new GetInstanceProfileCommand({ InstanceProfileName }));
    expect(InstanceProfile?.Arn).toBe(`arn:aws:iam::333344445555:instance-profile/service-role/${InstanceProfileName}`);
    expect(InstanceProfile?.Roles?.[0]?.RoleName).toBe(InstanceProfileName);
    const missing = refusal(bench.iam().send(new GetRoleCommand({ RoleName: "Nobody" })));
    expect(await missing).toMatchObject({ name: "NoSuchEntityException", status: 404 });
  });

  test("makes calls fail in each service's own words", async () => {
    await deny({ action: "*" });
    const role = "arn:aws:sts::222233334444:assumed-role/DrsOrchestratorRole/test";
    const refused = await Promise.all([
      refusal(bench.drs().send(new DescribeSourceServersCommand({}))),
      refusal(bench.ec2().send(new DescribeInstancesCommand({}))),
      refusal(bench.ssm().send(new ListCommandsCommand({}))),
      refusal(bench.lambda().send(new InvokeCommand({ FunctionName: "dr-smoke-test" }))),
      refusal(bench.sns().send(new PublishCommand({ TopicArn: "arn:aws:sns:us-west-2:222233334444:x", Message: "m" }))),
    ]);
    expect(refused.map((each) => [each.name, each.status])).toEqual([
      ["AccessDeniedException", 403],
      ["UnauthorizedOperation", 403],
      ["AccessDeniedException", 400],
      ["AccessDeniedException", 403],
      ["AuthorizationErrorException", 403],
    ]);
    const why = "because no identity-based policy allows the";
    expect(refused[0].message).toBe(
      `User: ${role} is not authorized to perform: drs:DescribeSourceServers on resource: * ${why} drs:DescribeSourceServers action`,
    );
    expect(refused[3].message).toContain(
      "perform: lambda:InvokeFunction on resource: arn:aws:lambda:us-west-2:222233334444:function:dr-smoke-test",
    );
    expect((await bench.sts(PAYMENTS).send(new GetCallerIdentityCommand({}))).Arn).toBe(role);
    await bench.drs(ERP).send(new DescribeSourceServersCommand({}));
  });

  test("denies a call that names a denied resource, and leaves no trace of it", async () => {
    const drs = bench.drs();
    const [kept = "", free = ""] = await idsNamed(drs, "pay-core-0");
    const resource = `arn:aws:drs:*:*:source-server/${kept}`;
    await deny({ action: "drs:StartRecovery", resource, kind: "explicitDeny" });
    const start = (id: string) => drs.send(new StartRecoveryCommand({ sourceServers: [{ sourceServerID: id }] }));
    const refused = await refusal(start(kept));
    expect(refused.message).toContain(`source-server/${kept} with an explicit deny in an identity-based policy`);
    expect((await start(free)).job?.jobID).toMatch(/^drsjob-/);
    await deny();
    expect((await start(kept)).job?.jobID).toMatch(/^drsjob-/);
  });

  test.each([
    [{ roleArn: "somebody", denied: [] }, 400, "roleArn"],
    [{ roleArn, denied: [{ action: "everything" }] }, 400, "denied.0.action"],
    [{ roleArn: "arn:aws:iam::222233334444:role/Nobody", denied: [] }, 404, "roleArn"],
  ])("refuses denials that make no sense, naming the field: %j", async (body, status, field) => {
    expect(await bench.control("PUT", "/roles", body)).toMatchObject({ status, body: { field } });
  });
});
