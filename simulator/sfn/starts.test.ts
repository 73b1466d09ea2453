import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  ListMapRunsCommand,
  RedriveExecutionCommand,
  SendTaskHeartbeatCommand,
  StartExecutionCommand,
  StopExecutionCommand,
  type SFNClient,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal, startBench, type Bench } from "#simulator/test-bench.ts";
import { complete, createTaskMachine, endOf, start, takeTask } from "./test-machines.ts";

const DAY_MS = 24 * 3600 * 1000;
const PREFIX = "arn:aws:states:us-west-2:111122223333:";

describe("starts of executions", () => {
  let bench: Bench;
  let sfn: SFNClient;
  let activityArn: string;
  let stateMachineArn: string;

  beforeAll(async () => {
    bench = await startBench();
    sfn = bench.sfn();
    ({ activityArn, stateMachineArn } = await createTaskMachine(sfn, "starting"));
  });
  afterAll(() => bench.close());

  const refusalOf = (request: Partial<StartExecutionCommand["input"]>) =>
    refusal(sfn.send(new StartExecutionCommand({ stateMachineArn, ...request })));

  test.each([["with space"], ["a:b"], ["a/b"], ["a*b"], ["<a>"], ["a#b"]])("refuse the name '%s'", async (name) => {
    expect(await refusalOf({ name })).toMatchObject({ name: "InvalidName", status: 400 });
  });

  test("refuse a name of more than 80 characters and take one of 80", async () => {
    expect((await refusalOf({ name: "x".repeat(81) })).name).toBe("ValidationException");
    const request = { stateMachineArn, name: "x".repeat(80) };
    const { executionArn = "" } = await sfn.send(new StartExecutionCommand(request));
    await sfn.send(new StopExecutionCommand({ executionArn }));
  });

  test.each([["{"], [""], ["{'a':1}"], ["undefined"]])("refuse the input '%s'", async (input) => {
    expect(await refusalOf({ input })).toMatchObject({ name: "InvalidExecutionInput", status: 400 });
  });

  test("refuse more than 256 KiB of input, counted in bytes", async () => {
    expect((await refusalOf({ input: JSON.stringify("x".repeat(262_143)) })).name).toBe("ValidationException");
    expect((await refusalOf({ input: JSON.stringify("é".repeat(131_072)) })).name).toBe("ValidationException");
  });

  test.each([
    ["starting", "InvalidArn"],
    ["arn:aws:states:us-west-2", "InvalidArn"],
    [`${PREFIX}activity:starting`, "InvalidArn"],
    [`${PREFIX}stateMachine:unknown`, "StateMachineDoesNotExist"],
    [`${PREFIX}stateMachine:starting:live`, "StateMachineDoesNotExist"],
    [`${PREFIX}stateMachine:starting/label`, "ValidationException"],
  ])("refuse the ARN %s as %s", async (arn, name) => {
    expect(await refusalOf({ stateMachineArn: arn })).toMatchObject({ name, status: 400 });
  });

  test("may use a name again 90 days after its execution ended, which is forgotten then", async () => {
    const request = { stateMachineArn, name: "again", input: '{"n":1}' };
    const { executionArn = "" } = await sfn.send(new StartExecutionCommand(request));
    await complete(sfn, (await takeTask(sfn, activityArn)).taskToken);
    await endOf(sfn, executionArn);
    expect((await refusalOf(request)).name).toBe("ExecutionAlreadyExists");
    const execution = bench.sim.world.regions.get("111122223333/us-west-2")?.sfn.executions.get(executionArn);
    if (execution) execution.stoppedAt = Date.now() - 89 * DAY_MS;
    expect((await refusalOf(request)).name).toBe("ExecutionAlreadyExists");
    if (execution) execution.stoppedAt = Date.now() - 91 * DAY_MS;
    const gone = sfn.send(new DescribeExecutionCommand({ executionArn }));
    expect((await refusal(gone)).name).toBe("ExecutionDoesNotExist");
    expect((await sfn.send(new StartExecutionCommand(request))).executionArn).toBe(executionArn);
    await sfn.send(new StopExecutionCommand({ executionArn }));
  });

  test("can be stopped once; stopping again changes nothing", async () => {
    const executionArn = await start(sfn, stateMachineArn, { n: 1 });
    const running = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    expect(running).toMatchObject({ status: "RUNNING", redriveCount: 0, redriveStatus: "NOT_REDRIVABLE" });
    expect(running.redriveStatusReason).toBe("Execution is RUNNING and cannot be redriven");
    const first = await sfn.send(new StopExecutionCommand({ executionArn, error: "Operator", cause: "enough" }));
    const again = await sfn.send(new StopExecutionCommand({ executionArn, error: "Other" }));
    expect(again.stopDate).toEqual(first.stopDate);
    const stopped = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    expect(stopped).toMatchObject({
      status: "ABORTED",
      error: "Operator",
      cause: "enough",
      redriveStatus: "REDRIVABLE",
    });
    const bare = await sfn.send(new DescribeExecutionCommand({ executionArn, includedData: "METADATA_ONLY" }));
    expect([bare.input, bare.error, bare.inputDetails]).toEqual([undefined, undefined, { included: false }]);
  });

  test("of an unknown or malformed ARN are not found by any call", async () => {
    const unknown = `${PREFIX}execution:starting:unknown`;
    expect((await refusal(sfn.send(new StopExecutionCommand({ executionArn: unknown })))).name).toBe(
      "ExecutionDoesNotExist",
    );
    const malformed = sfn.send(new GetExecutionHistoryCommand({ executionArn: "run" }));
    expect(await refusal(malformed)).toMatchObject({ name: "InvalidArn", status: 400 });
  });

  test("that the simulator does not know are answered 501 and name themselves", async () => {
    const executionArn = await start(sfn, stateMachineArn);
    await sfn.send(new StopExecutionCommand({ executionArn }));
    const redrive = await refusal(sfn.send(new RedriveExecutionCommand({ executionArn })));
    expect([redrive.status, redrive.message]).toEqual([
      501,
      "The simulator does not implement states:RedriveExecution",
    ]);
    expect((await refusal(sfn.send(new ListMapRunsCommand({ executionArn })))).status).toBe(501);
    const definition = JSON.stringify({ StartAt: "A", States: { A: { Type: "Succeed" } } });
    const express = {
      name: "express",
      type: "EXPRESS",
      definition,
      roleArn: "arn:aws:iam::111122223333:role/R",
    } as const;
    const created = await sfn.send(new CreateStateMachineCommand(express));
    expect(await refusalOf({ stateMachineArn: created.stateMachineArn ?? "" })).toMatchObject({ status: 501 });
  });

  test("give tokens that are refused by their activity's end, and when they were tampered with", async () => {
    const own = await createTaskMachine(sfn, "token");
    const executionArn = await start(sfn, own.stateMachineArn);
    const { taskToken } = await takeTask(sfn, own.activityArn);
    const beat = (token: string) => refusal(sfn.send(new SendTaskHeartbeatCommand({ taskToken: token })));
    const tampered = taskToken.slice(0, -2) + (taskToken.endsWith("AA") ? "BA" : "AA");
    expect(await beat(tampered)).toMatchObject({ name: "InvalidToken", status: 400 });
    await sfn.send(new StopExecutionCommand({ executionArn }));
    expect((await beat(taskToken)).name).toBe("TaskTimedOut");
    bench.sim.world.regions.get("111122223333/us-west-2")?.sfn.activities.delete(own.activityArn);
    expect((await beat(taskToken)).name).toBe("TaskDoesNotExist");
    const late = await endOf(sfn, await start(sfn, own.stateMachineArn));
    expect(late).toMatchObject({ status: "FAILED", error: "States.Runtime" });
    expect(late.cause).toContain(`The activity ${own.activityArn} does not exist.`);
  });
});
