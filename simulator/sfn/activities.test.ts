import {
  GetActivityTaskCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusal, startBench, until, type Bench } from "#simulator/test-bench.ts";
import { complete, createTaskMachine, endOf, historyOf, start, takeTask } from "./test-machines.ts";

describe("activities", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  test("hand a task to a worker that waited for it, and its output to the execution", async () => {
    const sfn = bench.sfn();
    const { activityArn, stateMachineArn } = await createTaskMachine(sfn, "plain");
    expect(activityArn).toBe("arn:aws:states:us-west-2:111122223333:activity:plain");
    const polled = takeTask(sfn, activityArn);
    const executionArn = await start(sfn, stateMachineArn, { wave: 1 });
    const { taskToken, input } = await polled;
    expect(input).toEqual({ wave: 1 });
    await complete(sfn, taskToken, { done: true });
    expect(await endOf(sfn, executionArn)).toMatchObject({ status: "SUCCEEDED", output: '{"done":true}' });
    expect((await historyOf(sfn, executionArn)).map((event) => event.type)).toEqual([
      ...["ExecutionStarted", "TaskStateEntered", "ActivityScheduled", "ActivityStarted", "ActivitySucceeded"],
      ...["TaskStateExited", "ExecutionSucceeded"],
    ]);
  });

  test("deliver a task again when heartbeats stop, and refuse the old token", async () => {
    const sfn = bench.sfn();
    const retry = {
      ErrorEquals: ["States.HeartbeatTimeout"],
      IntervalSeconds: 1,
      BackoffRate: 1,
      MaxAttempts: 99_999_999,
    };
    const { activityArn, stateMachineArn } = await createTaskMachine(sfn, "beating", {
      task: { HeartbeatSeconds: 1, Retry: [retry] },
    });
    const executionArn = await start(sfn, stateMachineArn);
    const first = await takeTask(sfn, activityArn);
    const second = await takeTask(sfn, activityArn);
    expect(second.taskToken).not.toBe(first.taskToken);
    const late = await refusal(sfn.send(new SendTaskHeartbeatCommand({ taskToken: first.taskToken })));
    expect(late).toMatchObject({ name: "TaskTimedOut", status: 400 });
    await complete(sfn, second.taskToken);
    expect((await endOf(sfn, executionArn)).status).toBe("SUCCEEDED");
    expect((await historyOf(sfn, executionArn)).map((event) => event.type)).toEqual([
      ...["ExecutionStarted", "TaskStateEntered", "ActivityScheduled", "ActivityStarted", "ActivityTimedOut"],
      ...["ActivityScheduled", "ActivityStarted", "ActivitySucceeded", "TaskStateExited", "ExecutionSucceeded"],
    ]);
  });

  test("time out by TimeoutSeconds in spite of heartbeats, and Catch sees it", async () => {
    const sfn = bench.sfn();
    const { activityArn, stateMachineArn } = await createTaskMachine(sfn, "limited", {
      task: { TimeoutSeconds: 2, HeartbeatSeconds: 1 },
    });
    const executionArn = await start(sfn, stateMachineArn);
    const { taskToken } = await takeTask(sfn, activityArn);
    const beat = () => sfn.send(new SendTaskHeartbeatCommand({ taskToken }));
    const refused = await until(() =>
      beat().then(
        () => undefined,
        (error: unknown) => error,
      ),
    );
    expect((refused as Error).name).toBe("TaskTimedOut");
    expect(await endOf(sfn, executionArn)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
  });

  test("report a failure by its own name to Retry and Catch", async () => {
    const sfn = bench.sfn();
    const retry = { ErrorEquals: ["Worker.Draining"], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 99_999_999 };
    const { activityArn, stateMachineArn } = await createTaskMachine(sfn, "draining", { task: { Retry: [retry] } });
    const executionArn = await start(sfn, stateMachineArn);
    const first = await takeTask(sfn, activityArn);
    await sfn.send(new SendTaskFailureCommand({ taskToken: first.taskToken, error: "Worker.Draining" }));
    const second = await takeTask(sfn, activityArn);
    await sfn.send(
      new SendTaskFailureCommand({ taskToken: second.taskToken, error: "Worker.Broken", cause: "disk full" }),
    );
    expect(await endOf(sfn, executionArn)).toMatchObject({
      status: "FAILED",
      error: "Worker.Broken",
      cause: "disk full",
    });
    const again = await refusal(sfn.send(new SendTaskSuccessCommand({ taskToken: second.taskToken, output: "{}" })));
    expect(again.name).toBe("TaskTimedOut");
  });

  test("put a task back at the head of the queue when the worker hung up", async () => {
    const sfn = bench.sfn();
    const { activityArn, stateMachineArn } = await createTaskMachine(sfn, "dropped");
    const gone = new AbortController();
    const dropped = refusal(sfn.send(new GetActivityTaskCommand({ activityArn }), { abortSignal: gone.signal }));
    await until(async () => {
      const { body } = await bench.control("GET", "/journal?operation=GetActivityTask");
      return body.items?.some((each) => JSON.stringify(each["request"]).includes("dropped"));
    });
    gone.abort();
    await start(sfn, stateMachineArn, { number: 1 });
    await start(sfn, stateMachineArn, { number: 2 });
    expect((await dropped).name).toBe("AbortError");
    expect((await takeTask(sfn, activityArn)).input).toEqual({ number: 1 });
    expect((await takeTask(sfn, activityArn)).input).toEqual({ number: 2 });
  });

  test("redeliver a task whose reply was delayed until the worker had given up", async () => {
    const sfn = bench.sfn();
    const { activityArn, stateMachineArn } = await createTaskMachine(sfn, "delayed");
    await bench.control("POST", "/faults", {
      ...{ service: "states", operation: "GetActivityTask", times: 1 },
      effect: { kind: "latency", seconds: 0.2 },
    });
    await start(sfn, stateMachineArn);
    const abortSignal = AbortSignal.timeout(100);
    await refusal(sfn.send(new GetActivityTaskCommand({ activityArn }), { abortSignal }));
    const { taskToken } = await takeTask(sfn, activityArn);
    await complete(sfn, taskToken);
    await bench.control("DELETE", "/faults");
  });

  test("end with the execution: its tokens are refused after StopExecution", async () => {
    const sfn = bench.sfn();
    const { activityArn, stateMachineArn } = await createTaskMachine(sfn, "stopped");
    const executionArn = await start(sfn, stateMachineArn);
    const { taskToken } = await takeTask(sfn, activityArn);
    await sfn.send(new StopExecutionCommand({ executionArn, error: "Operator", cause: "enough" }));
    expect((await refusal(sfn.send(new SendTaskHeartbeatCommand({ taskToken })))).name).toBe("TaskTimedOut");
    expect(await endOf(sfn, executionArn)).toMatchObject({ status: "ABORTED", error: "Operator", cause: "enough" });
    expect((await historyOf(sfn, executionArn)).at(-1)?.type).toBe("ExecutionAborted");
  });

  test("refuse garbage tokens, invalid output and unknown activities by their names", async () => {
    const sfn = bench.sfn();
    const { activityArn, stateMachineArn } = await createTaskMachine(sfn, "strict");
    expect((await refusal(sfn.send(new SendTaskHeartbeatCommand({ taskToken: "nonsense" })))).name).toBe(
      "InvalidToken",
    );
    await start(sfn, stateMachineArn);
    const { taskToken } = await takeTask(sfn, activityArn);
    expect((await refusal(sfn.send(new SendTaskSuccessCommand({ taskToken, output: "{" })))).name).toBe(
      "InvalidOutput",
    );
    const unknown = sfn.send(new GetActivityTaskCommand({ activityArn: `${activityArn}x` }));
    expect((await refusal(unknown)).name).toBe("ActivityDoesNotExist");
  });
});
