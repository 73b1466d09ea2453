import {
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  type SFNClient,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal, startBench, type Bench } from "#simulator/test-bench.ts";
import {
  complete,
  createActivity,
  createMachine,
  createTaskMachine,
  endOf,
  historyOf,
  start,
  takeTask,
} from "./test-machines.ts";

const Caught = { Type: "Pass", End: true };

describe("failures", () => {
  let bench: Bench;
  let sfn: SFNClient;

  beforeAll(async () => {
    bench = await startBench();
    sfn = bench.sfn();
  });
  afterAll(() => bench.close());

  /** Output of a machine whose only state catches what its task fails with. */
  const caughtBy = async (name: string, ErrorEquals: string[], error?: string) => {
    const Catch = [{ ErrorEquals, ResultPath: "$.caught", Next: "Caught" }];
    const task = { Catch, ...(error === undefined && { TimeoutSeconds: 1 }) };
    const machine = await createTaskMachine(sfn, name, { task, states: { Caught } });
    const executionArn = await start(sfn, machine.stateMachineArn, { kept: 1 });
    const { taskToken } = await takeTask(sfn, machine.activityArn);
    if (error !== undefined) await sfn.send(new SendTaskFailureCommand({ taskToken, error, cause: "why" }));
    return endOf(sfn, executionArn);
  };

  test.each([["Worker.Broken"], ["States.TaskFailed"], ["States.ALL"]])(
    "of a worker are caught by %s",
    async (name) => {
      const end = await caughtBy(`worker-${name}`, [name], "Worker.Broken");
      const caught = { Error: "Worker.Broken", Cause: "why" };
      expect([end.status, end.output]).toEqual(["SUCCEEDED", JSON.stringify({ kept: 1, caught })]);
    },
  );

  test("of a worker are not caught by other names", async () => {
    const end = await caughtBy("worker-other", ["Worker.Other"], "Worker.Broken");
    expect(end).toMatchObject({ status: "FAILED", error: "Worker.Broken", cause: "why" });
  });

  test("by the clock are caught by States.Timeout and not by States.TaskFailed", async () => {
    const [byName, byWildcard] = await Promise.all([
      caughtBy("late-name", ["States.Timeout"]),
      caughtBy("late-wildcard", ["States.TaskFailed"]),
    ]);
    expect(JSON.parse(byName.output ?? "")).toEqual({ kept: 1, caught: { Error: "States.Timeout", Cause: "" } });
    expect(byWildcard).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    expect(byWildcard.cause).toBeUndefined();
  });

  test.each([["States.Timeout"], ["States.HeartbeatTimeout"]])(
    "by missed heartbeats are caught by %s",
    async (name) => {
      const task = { HeartbeatSeconds: 1, Catch: [{ ErrorEquals: [name], ResultPath: "$", Next: "Caught" }] };
      const machine = await createTaskMachine(sfn, `beats-${name}`, { task, states: { Caught } });
      const executionArn = await start(sfn, machine.stateMachineArn);
      await takeTask(sfn, machine.activityArn);
      expect((await endOf(sfn, executionArn)).output).toBe('{"Error":"States.Timeout","Cause":""}');
      const timedOut = (await historyOf(sfn, executionArn)).find((event) => event.type === "ActivityTimedOut");
      expect(timedOut?.activityTimedOutEventDetails).toEqual({ error: "States.Timeout" });
    },
  );

  test("are retried by the first retrier that matches, at growing intervals up to a longest one", async () => {
    const Retry = [
      { ErrorEquals: ["A"], IntervalSeconds: 1, BackoffRate: 3, MaxDelaySeconds: 2, MaxAttempts: 2 },
      { ErrorEquals: ["States.ALL"], MaxAttempts: 5 },
    ];
    const machine = await createTaskMachine(sfn, "backoff", { task: { Retry } });
    const executionArn = await start(sfn, machine.stateMachineArn);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const { taskToken } = await takeTask(sfn, machine.activityArn);
      await sfn.send(new SendTaskFailureCommand({ taskToken, error: "A" }));
    }
    expect(await endOf(sfn, executionArn)).toMatchObject({ status: "FAILED", error: "A" });
    const events = await historyOf(sfn, executionArn);
    const at = (type: string) =>
      events.filter((event) => event.type === type).map((event) => event.timestamp?.getTime() ?? 0);
    const [failed, scheduled] = [at("ActivityFailed"), at("ActivityScheduled")];
    expect(scheduled).toHaveLength(3);
    const pauses = [0, 1].map((index) => Math.round(((scheduled[index + 1] ?? 0) - (failed[index] ?? 0)) / 1000));
    expect(pauses).toEqual([1, 2]);
  });

  test("read the task's limits from the state's input, not from its parameters", async () => {
    const task = {
      TimeoutSecondsPath: "$.limits.whole",
      HeartbeatSecondsPath: "$.limits.beat",
      Parameters: { "work.$": "$.work" },
    };
    const machine = await createTaskMachine(sfn, "paths", { task });
    const executionArn = await start(sfn, machine.stateMachineArn, { work: 1, limits: { whole: 60, beat: 1 } });
    const { taskToken, input } = await takeTask(sfn, machine.activityArn);
    expect(input).toEqual({ work: 1 });
    expect(await endOf(sfn, executionArn)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    expect((await refusal(sfn.send(new SendTaskHeartbeatCommand({ taskToken })))).name).toBe("TaskTimedOut");
    const scheduled = (await historyOf(sfn, executionArn)).find((event) => event.type === "ActivityScheduled");
    expect(scheduled?.activityScheduledEventDetails).toMatchObject({ timeoutInSeconds: 60, heartbeatInSeconds: 1 });
    const wrong = await endOf(sfn, await start(sfn, machine.stateMachineArn, { work: 1, limits: { whole: 0 } }));
    expect(wrong).toMatchObject({ status: "FAILED", error: "States.Runtime" });
  });

  test("of States.Runtime are seen by no handler, and say where they happened", async () => {
    const handlers = { ErrorEquals: ["States.ALL"] };
    const task = { Parameters: { "a.$": "$.missing" }, Retry: [handlers], Catch: [{ ...handlers, Next: "Caught" }] };
    const machine = await createTaskMachine(sfn, "runtime", { task, states: { Caught } });
    const end = await endOf(sfn, await start(sfn, machine.stateMachineArn));
    expect(end).toMatchObject({ status: "FAILED", error: "States.Runtime" });
    expect(end.cause).toContain("An error occurred while executing the state 'Work' (entered at the event id #2).");
  });

  test("of data beyond 256 KiB are seen by States.DataLimitExceeded only", async () => {
    const half = "x".repeat(140_000);
    const at = (name: string, ErrorEquals: string[]) =>
      createTaskMachine(sfn, name, {
        task: { ResultPath: "$.result", Catch: [{ ErrorEquals, ResultPath: null, Next: "Caught" }] },
        states: { Caught: { ...Caught, Result: "caught" } },
      });
    const run = async ({ activityArn, stateMachineArn }: Awaited<ReturnType<typeof at>>) => {
      const executionArn = await start(sfn, stateMachineArn, { half });
      await complete(sfn, (await takeTask(sfn, activityArn)).taskToken, half);
      return endOf(sfn, executionArn);
    };
    const wildcard = await run(await at("data-all", ["States.ALL"]));
    expect(wildcard).toMatchObject({ status: "FAILED", error: "States.DataLimitExceeded" });
    expect((await run(await at("data-name", ["States.DataLimitExceeded"]))).output).toBe('"caught"');
  });

  test("of an answer that is too long or no JSON leave the task open", async () => {
    const machine = await createTaskMachine(sfn, "answers");
    const executionArn = await start(sfn, machine.stateMachineArn);
    const { taskToken } = await takeTask(sfn, machine.activityArn);
    const answer = (output: string) => refusal(sfn.send(new SendTaskSuccessCommand({ taskToken, output })));
    expect(await answer(JSON.stringify("x".repeat(262_144)))).toMatchObject({
      name: "ValidationException",
      status: 400,
    });
    expect((await answer(JSON.stringify("é".repeat(140_000)))).name).toBe("ValidationException");
    expect(await answer("{")).toMatchObject({ name: "InvalidOutput", status: 400 });
    await complete(sfn, taskToken, { done: 1 });
    expect((await refusal(complete(sfn, taskToken))).name).toBe("TaskTimedOut");
    expect((await endOf(sfn, executionArn)).output).toBe('{"done":1}');
  });

  test("of one iteration end the others, though the execution goes on", async () => {
    const activityArn = await createActivity(sfn, "siblings");
    const Work = { Type: "Task", Resource: activityArn, End: true };
    const All = {
      ...{ Type: "Map", ItemProcessor: { StartAt: "Work", States: { Work } }, Next: "After" },
      Catch: [{ ErrorEquals: ["States.ALL"], Next: "After" }],
    };
    const After = { Type: "Task", Resource: activityArn, Parameters: "after", End: true };
    const stateMachineArn = await createMachine(sfn, "siblings", { StartAt: "All", States: { All, After } });
    const executionArn = await start(sfn, stateMachineArn, [1, 2]);
    const [first, second] = [await takeTask(sfn, activityArn), await takeTask(sfn, activityArn)];
    await sfn.send(new SendTaskFailureCommand({ taskToken: first.taskToken, error: "Worker.Broken" }));
    const after = await takeTask(sfn, activityArn);
    expect(after.input).toBe("after");
    expect((await refusal(complete(sfn, second.taskToken))).name).toBe("TaskTimedOut");
    await complete(sfn, after.taskToken, "over");
    expect((await endOf(sfn, executionArn)).output).toBe('"over"');
  });

  test("of a Fail state and of a choice that matches nothing end the execution", async () => {
    const No = { Type: "Fail", ErrorPath: "$.error", CausePath: "States.Format('because of {}', $.why)" };
    const failing = await createMachine(sfn, "fail-paths", { StartAt: "No", States: { No } });
    const end = await endOf(sfn, await start(sfn, failing, { error: "Mine", why: "you" }));
    expect(end).toMatchObject({ status: "FAILED", error: "Mine", cause: "because of you" });
    const rules = [{ Variable: "$.a", IsPresent: true, Next: "Yes" }];
    const Which = { Type: "Choice", Choices: rules };
    const choosing = await createMachine(sfn, "fail-choice", { StartAt: "Which", States: { Which, Yes: Caught } });
    expect((await endOf(sfn, await start(sfn, choosing))).error).toBe("States.NoChoiceMatched");
  });
});
