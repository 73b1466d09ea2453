import {
  GetExecutionHistoryCommand,
  SendTaskFailureCommand,
  StopExecutionCommand,
  type HistoryEvent,
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

type Line = [id: number | undefined, previous: number | undefined, type: string | undefined, detail?: unknown];

describe("histories", () => {
  let bench: Bench;
  let sfn: SFNClient;

  beforeAll(async () => {
    bench = await startBench();
    sfn = bench.sfn();
  });
  afterAll(() => bench.close());

  /** Runs a machine without tasks to its end. */
  const run = async (name: string, definition: unknown, input: unknown = {}): Promise<HistoryEvent[]> => {
    const executionArn = await start(sfn, await createMachine(sfn, name, definition), input);
    await endOf(sfn, executionArn);
    return historyOf(sfn, executionArn);
  };

  test("chain a Map's iterations, one after the other, as AWS does", async () => {
    const iterator = { StartAt: "Item", States: { Item: { Type: "Pass", End: true } } };
    const map = { Type: "Map", MaxConcurrency: 1, ItemProcessor: iterator, End: true };
    const events = await run("map", { StartAt: "All", States: { All: map } }, ["a", "b"]);
    expect(events.map(toLine)).toEqual([
      [1, 0, "ExecutionStarted", undefined],
      [2, 0, "MapStateEntered", "All"],
      [3, 2, "MapStateStarted", 2],
      [4, 3, "MapIterationStarted", 0],
      [5, 4, "PassStateEntered", "Item"],
      [6, 5, "PassStateExited", "Item"],
      [7, 6, "MapIterationSucceeded", 0],
      [8, 6, "MapIterationStarted", 1],
      [9, 8, "PassStateEntered", "Item"],
      [10, 9, "PassStateExited", "Item"],
      [11, 10, "MapIterationSucceeded", 1],
      [12, 11, "MapStateSucceeded", undefined],
      [13, 11, "MapStateExited", "All"],
      [14, 13, "ExecutionSucceeded", undefined],
    ]);
  });

  test("never mix up iterations that are in the same state at once", async () => {
    const activityArn = await createActivity(sfn, "mixed");
    const Work = { Type: "Task", Resource: activityArn, Next: "Then" };
    const iterator = { StartAt: "Work", States: { Work, Then: { Type: "Pass", End: true } } };
    const map = { Type: "Map", MaxConcurrency: 40, ItemProcessor: iterator, End: true };
    const executionArn = await start(
      sfn,
      await createMachine(sfn, "mixed", { StartAt: "All", States: { All: map } }),
      Array.from({ length: 40 }, (_, index) => index),
    );
    const tasks = await Promise.all(Array.from({ length: 40 }, () => takeTask(sfn, activityArn)));
    await Promise.all(tasks.toReversed().map(({ taskToken, input }) => complete(sfn, taskToken, input)));
    await endOf(sfn, executionArn);
    const events = await historyOf(sfn, executionArn);
    const byId = new Map(events.map((event) => [event.id, event]));
    const chainOf = (event: HistoryEvent | undefined): (string | undefined)[] =>
      event
        ? [...(event.type === "MapIterationStarted" ? [] : chainOf(byId.get(event.previousEventId))), event.type]
        : [];
    const startOf = (event: HistoryEvent): HistoryEvent | undefined => {
      const before = byId.get(event.previousEventId);
      return !before || before.type === "MapIterationStarted" ? before : startOf(before);
    };
    const ended = events.filter((event) => event.type === "MapIterationSucceeded");
    expect(ended).toHaveLength(40);
    for (const event of ended) {
      expect(chainOf(event)).toEqual([
        ...["MapIterationStarted", "TaskStateEntered", "ActivityScheduled", "ActivityStarted", "ActivitySucceeded"],
        ...["TaskStateExited", "PassStateEntered", "PassStateExited", "MapIterationSucceeded"],
      ]);
      const { index } = startOf(event)?.mapIterationStartedEventDetails ?? {};
      const exited = byId.get(event.previousEventId)?.stateExitedEventDetails;
      expect([event.mapIterationSucceededEventDetails?.index, exited?.output]).toEqual([index, String(index)]);
    }
  });

  test("tell what a failed iteration aborts, and lead on from Catch", async () => {
    const activityArn = await createActivity(sfn, "aborting");
    const Work = { Type: "Task", Resource: activityArn, End: true };
    const map = {
      ...{ Type: "Map", ItemProcessor: { StartAt: "Work", States: { Work } }, Next: "Done" },
      Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Done" }],
      ItemsPath: "$.items",
    };
    const definition = { StartAt: "All", States: { All: map, Done: { Type: "Succeed" } } };
    const executionArn = await start(sfn, await createMachine(sfn, "aborting", definition), { items: [0, 1] });
    const [first] = [await takeTask(sfn, activityArn), await takeTask(sfn, activityArn)];
    await sfn.send(new SendTaskFailureCommand({ taskToken: first.taskToken, error: "Worker.Broken", cause: "why" }));
    const end = await endOf(sfn, executionArn);
    expect(JSON.parse(end.output ?? "")).toEqual({ items: [0, 1], error: { Error: "Worker.Broken", Cause: "why" } });
    expect((await historyOf(sfn, executionArn)).slice(11).map(toLine)).toEqual([
      [12, 10, "ActivityFailed", "Worker.Broken"],
      [13, 12, "MapIterationFailed", 0],
      [14, 12, "TaskStateAborted", undefined],
      [15, 12, "MapIterationAborted", 1],
      [16, 12, "TaskStateAborted", undefined],
      [17, 12, "MapStateFailed", undefined],
      [18, 17, "MapStateExited", "All"],
      [19, 18, "SucceedStateEntered", "Done"],
      [20, 19, "SucceedStateExited", "Done"],
      [21, 20, "ExecutionSucceeded", undefined],
    ]);
  });

  test("start a Map anew for Retry without a failure of the Map", async () => {
    const Item = { Type: "Fail", Error: "Item", Cause: "broken" };
    const map = {
      ...{ Type: "Map", ItemProcessor: { StartAt: "Item", States: { Item } }, End: true },
      Retry: [{ ErrorEquals: ["Item"], MaxAttempts: 1, IntervalSeconds: 1 }],
    };
    const events = await run("map-retry", { StartAt: "All", States: { All: map } }, [1]);
    expect(events.slice(2).map(toLine)).toEqual([
      [3, 2, "MapStateStarted", 1],
      [4, 3, "MapIterationStarted", 0],
      [5, 4, "FailStateEntered", "Item"],
      [6, 5, "MapIterationFailed", 0],
      [7, 5, "MapStateStarted", 1],
      [8, 7, "MapIterationStarted", 0],
      [9, 8, "FailStateEntered", "Item"],
      [10, 9, "MapIterationFailed", 0],
      [11, 9, "MapStateFailed", undefined],
      [12, 11, "ExecutionFailed", "Item"],
    ]);
  });

  test("run the branches of a Parallel state side by side", async () => {
    const branch = (name: string) => ({ StartAt: name, States: { [name]: { Type: "Pass", Result: name, End: true } } });
    const both = { Type: "Parallel", Branches: [branch("Left"), branch("Right")], Next: "Wait" };
    const wait = { Type: "Wait", Seconds: 0, End: true };
    const events = await run("parallel", { StartAt: "Both", States: { Both: both, Wait: wait } });
    expect(events.map(toLine)).toEqual([
      [1, 0, "ExecutionStarted", undefined],
      [2, 0, "ParallelStateEntered", "Both"],
      [3, 2, "ParallelStateStarted", undefined],
      [4, 3, "PassStateEntered", "Left"],
      [5, 4, "PassStateExited", "Left"],
      [6, 3, "PassStateEntered", "Right"],
      [7, 6, "PassStateExited", "Right"],
      [8, 7, "ParallelStateSucceeded", undefined],
      [9, 7, "ParallelStateExited", "Both"],
      [10, 9, "WaitStateEntered", "Wait"],
      [11, 10, "WaitStateExited", "Wait"],
      [12, 11, "ExecutionSucceeded", undefined],
    ]);
    expect(events.at(-1)?.executionSucceededEventDetails?.output).toBe('["Left","Right"]');
  });

  test("end with what came from outside, which follows no state", async () => {
    const { stateMachineArn } = await createTaskMachine(sfn, "outside");
    const executionArn = await start(sfn, stateMachineArn);
    await sfn.send(new StopExecutionCommand({ executionArn, error: "Operator", cause: "enough" }));
    const last = (await historyOf(sfn, executionArn)).at(-1);
    expect(last).toMatchObject({ type: "ExecutionAborted", previousEventId: 0 });
    expect(last?.executionAbortedEventDetails).toEqual({ error: "Operator", cause: "enough" });
    const waiting = { TimeoutSeconds: 1, StartAt: "W", States: { W: { Type: "Wait", Seconds: 60, End: true } } };
    const events = await run("whole", waiting);
    expect(events.map(toLine)).toEqual([
      [1, 0, "ExecutionStarted", undefined],
      [2, 0, "WaitStateEntered", "W"],
      [3, 0, "ExecutionTimedOut", "States.Timeout"],
    ]);
  });

  test("are cut at 25,000 events, of which the failure is the last", async () => {
    const Loop = {
      Type: "Choice",
      Choices: [{ Variable: "$.spin", BooleanEquals: true, Next: "Loop" }],
      Default: "End",
    };
    const definition = { StartAt: "Loop", States: { Loop, End: { Type: "Succeed" } } };
    const executionArn = await start(sfn, await createMachine(sfn, "endless", definition), { spin: true });
    const end = await endOf(sfn, executionArn);
    const cause = "The execution reached the maximum number of history events (25000).";
    expect(end).toMatchObject({ status: "FAILED", error: "States.Runtime", cause });
    const { events = [] } = await sfn.send(
      new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 2 }),
    );
    expect(events.map(toLine)).toEqual([
      [25_000, 24_999, "ExecutionFailed", "States.Runtime"],
      [24_999, 24_998, "ChoiceStateExited", "Loop"],
    ]);
  });

  test("are read backwards, without data, and by tokens that belong to one call", async () => {
    const { activityArn, stateMachineArn } = await createTaskMachine(sfn, "pages");
    const executionArn = await start(sfn, stateMachineArn, { secret: 1 });
    await complete(sfn, (await takeTask(sfn, activityArn)).taskToken, { secret: 2 });
    await endOf(sfn, executionArn);
    const request = { executionArn, reverseOrder: true, includeExecutionData: false, maxResults: 3 };
    const first = await sfn.send(new GetExecutionHistoryCommand(request));
    const nextToken = first.nextToken ?? "";
    const second = await sfn.send(new GetExecutionHistoryCommand({ ...request, nextToken }));
    const ids = [...(first.events ?? []), ...(second.events ?? [])].map((event) => event.id);
    expect(ids).toEqual([7, 6, 5, 4, 3, 2]);
    expect(JSON.stringify([first, second])).not.toContain("secret");
    expect(nextToken).not.toContain("History");
    const other = sfn.send(new GetExecutionHistoryCommand({ ...request, reverseOrder: false, nextToken }));
    expect(await refusal(other)).toMatchObject({ name: "InvalidToken", status: 400 });
    const forged = sfn.send(new GetExecutionHistoryCommand({ ...request, nextToken: `A${nextToken.slice(1)}` }));
    expect((await refusal(forged)).name).toBe("InvalidToken");
  });
});

function toLine(event: HistoryEvent): Line {
  const { id, previousEventId, type } = event;
  const details = Object.entries(event).find(([member]) => member.endsWith("EventDetails"))?.[1] as
    { name?: string; index?: number; length?: number; error?: string } | undefined;
  return [id, previousEventId, type, details?.index ?? details?.length ?? details?.name ?? details?.error];
}
