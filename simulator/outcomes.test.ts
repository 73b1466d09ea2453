import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { SimulatePrincipalPolicyCommand } from "@aws-sdk/client-iam";
import { InvokeCommand } from "@aws-sdk/client-lambda";
import { PublishCommand } from "@aws-sdk/client-sns";
import { GetCommandInvocationCommand, SendCommandCommand } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchManaged } from "./ssm/test-instances.ts";
import { PAYMENTS, startBench, until, type Bench } from "./test-bench.ts";

describe("scripted outcomes", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  test("are added, listed with how often they applied, and removed", async () => {
    const rule = { service: "lambda", functionName: "dr-dns-switch", outcome: { functionError: "Handled" } };
    const { body } = await bench.control("POST", "/outcomes", [rule, { ...rule, region: "eu-west-1" }]);
    const [first = "", second = ""] = body.ids ?? [];
    await bench.lambda().send(new InvokeCommand({ FunctionName: "dr-dns-switch" }));
    const listed = async () => (await bench.control("GET", "/outcomes")).body.items ?? [];
    expect((await listed()).map((each) => [each["id"], each["applied"]])).toEqual([
      [first, 1],
      [second, 0],
    ]);
    await bench.control("DELETE", `/outcomes/${first}`);
    expect(await listed()).toHaveLength(1);
    expect((await bench.control("DELETE", `/outcomes/${first}`)).status).toBe(404);
    await bench.control("POST", "/reset");
    expect(await listed()).toEqual([]);
  });

  test.each([
    [{ service: "s3", outcome: {} }, "service"],
    [{ service: "ssm", outcome: { status: "Fine" } }, "outcome.status"],
    [{ service: "ssm", functionName: "x", outcome: {} }, "functionName"],
    [{ service: "lambda", times: 0, outcome: {} }, "times"],
    [{ service: "monitoring", outcome: { states: [] } }, "alarmName"],
  ])("that make no sense are refused, naming the field: %j", async (rule, field) => {
    expect(await bench.control("POST", "/outcomes", rule)).toMatchObject({ status: 400, body: { field } });
  });
});

describe("a saved simulator", () => {
  const folder = mkdtempSync(join(tmpdir(), "simulator-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  test("keeps commands, messages, denials and scripted outcomes", async () => {
    const stateFile = join(folder, "state.json");
    const before = await startBench({ stateFile });
    const InstanceId = await launchManaged(before, "pay-core-01");
    const Parameters = { commands: ["echo saved"] };
    const { Command } = await before
      .ssm()
      .send(new SendCommandCommand({ DocumentName: "AWS-RunShellScript", InstanceIds: [InstanceId], Parameters }));
    const TopicArn = "arn:aws:sns:us-west-2:222233334444:dr-notifications";
    await before.sns().send(new PublishCommand({ TopicArn, Message: "saved" }));
    const roleArn = "arn:aws:iam::222233334444:role/DrsOrchestratorRole";
    await before.control("PUT", "/roles", { roleArn, denied: [{ action: "drs:DeleteJob" }] });
    const states = [{ afterSeconds: 0, state: "ALARM" }];
    const alarm = { service: "monitoring", alarmName: "dr-replication-lag", ...PAYMENTS, outcome: { states } };
    await before.control("POST", "/outcomes", alarm);
    await before.close();

    const after = await startBench({ stateFile });
    const CommandId = Command?.CommandId;
    const ended = await until(async () => {
      const found = await after.ssm().send(new GetCommandInvocationCommand({ CommandId, InstanceId }));
      return found.Status === "Success" ? found : undefined;
    });
    expect(ended.StandardOutputContent).toBe("saved\n");
    const { body } = await after.control("GET", "/messages");
    expect(body.items?.map((each) => each["message"])).toEqual(["saved"]);
    const question = { PolicySourceArn: roleArn, ActionNames: ["drs:DeleteJob"] };
    const { EvaluationResults } = await after.iam().send(new SimulatePrincipalPolicyCommand(question));
    expect(EvaluationResults?.[0]?.EvalDecision).toBe("implicitDeny");
    const { MetricAlarms } = await after.cloudwatch().send(new DescribeAlarmsCommand({ StateValue: "ALARM" }));
    expect(MetricAlarms?.map((each) => each.AlarmName)).toEqual(["dr-replication-lag"]);
    await after.close();
  });
});
