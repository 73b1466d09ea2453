import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  ListExecutionsCommand,
  SendTaskFailureCommand,
  StartExecutionCommand,
  UpdateStateMachineCommand,
  type HistoryEvent,
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

describe("executions", () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await startBench();
  });
  afterAll(() => bench.close());

  test("are started once for the same name and input, and never again once closed", async () => {
    const sfn = bench.sfn();
    const { activityArn, stateMachineArn } = await createTaskMachine(sfn, "idempotent");
    const request = { stateMachineArn, name: "run-g1", input: '{"a":1}' };
    const first = await sfn.send(new StartExecutionCommand(request));
    const second = await sfn.send(new StartExecutionCommand(request));
    expect(second).toMatchObject({ executionArn: first.executionArn, startDate: first.startDate });
    expect(first.executionArn).toBe("arn:aws:states:us-west-2:111122223333:execution:idempotent:run-g1");
    const other = await refusal(sfn.send(new StartExecutionCommand({ ...request, input: "{}" })));
    expect(other).toMatchObject({ name: "ExecutionAlreadyExists", status: 400 });
    await complete(sfn, (await takeTask(sfn, activityArn)).taskToken);
    await endOf(sfn, first.executionArn ?? "");
    expect((await refusal(sfn.send(new StartExecutionCommand(request)))).name).toBe("ExecutionAlreadyExists");
  });

  test("run a Map of 300 waves, 40 at a time, through every kind of state", async () => {
    const sfn = bench.sfn();
    const activityArn = await createActivity(sfn, "waves");
    const stateMachineArn = await createMachine(sfn, "waves", waveMachine(activityArn));
    const executionArn = await start(sfn, stateMachineArn, { waves: Array.from({ length: 300 }, (_, wave) => wave) });
    const seen = new Set<number>();
    const work = async () => {
      while (seen.size < 300) {
        const { taskToken, input } = await takeTask(sfn, activityArn);
        const { wave } = input as { wave: number };
        seen.add(wave);
        await complete(sfn, taskToken, { outcome: wave % 2 === 0 ? "launched" : "skip" });
        if (seen.size === 300) return;
      }
    };
    await Promise.race([Promise.all(Array.from({ length: 20 }, work)), endOf(sfn, executionArn)]);
    expect(await endOf(sfn, executionArn)).toMatchObject({ status: "SUCCEEDED", output: '{"outcome":"finished"}' });
    expect(seen.size).toBe(300);
    const events = await historyOf(sfn, executionArn, 500);
    expect(events.map((event) => event.id)).toEqual(events.map((_, index) => index + 1));
    const count = (type: string) => events.filter((event) => event.type === type).length;
    for (const type of ["MapIterationStarted", "MapIterationSucceeded", "ActivitySucceeded", "ChoiceStateEntered"]) {
      expect([type, count(type)]).toEqual([type, 300]);
    }
    expect([count("TaskStateEntered"), count("TaskStateExited")]).toEqual([300, 300]);
    expect(mostOpenAtOnce(events)).toBe(40);
    const position = (type: string) => events.findLastIndex((event) => event.type === type);
    expect(position("MapStateExited")).toBeGreaterThan(position("MapIterationSucceeded"));
    expect(position("MapStateExited")).toBeGreaterThan(position("TaskStateExited"));
    expect([count("MapStateEntered"), count("MapStateExited"), count("ExecutionSucceeded")]).toEqual([1, 1, 1]);
  });

  test("end every branch of a Map when one of them fails", async () => {
    const sfn = bench.sfn();
    const activityArn = await createActivity(sfn, "fragile");
    const Work = { Type: "Task", Resource: activityArn, End: true };
    const map = { Type: "Map", MaxConcurrency: 2, ItemProcessor: { StartAt: "Work", States: { Work } }, End: true };
    const stateMachineArn = await createMachine(sfn, "fragile", { StartAt: "All", States: { All: map } });
    const executionArn = await start(sfn, stateMachineArn, [1, 2, 3, 4]);
    const [first, second] = [await takeTask(sfn, activityArn), await takeTask(sfn, activityArn)];
    await sfn.send(new SendTaskFailureCommand({ taskToken: first.taskToken, error: "Worker.Broken" }));
    expect(await endOf(sfn, executionArn)).toMatchObject({ status: "FAILED", error: "Worker.Broken" });
    const { name } = await refusal(complete(sfn, second.taskToken));
    expect(name).toBe("TaskTimedOut");
  });

  test("keep the definition that they were started with", async () => {
    const sfn = bench.sfn();
    const { activityArn, stateMachineArn } = await createTaskMachine(sfn, "updated");
    const executionArn = await start(sfn, stateMachineArn);
    const definition = JSON.stringify({
      StartAt: "No",
      States: { No: { Type: "Fail", Error: "Changed", Cause: "since" } },
    });
    await sfn.send(new UpdateStateMachineCommand({ stateMachineArn, definition }));
    expect((await sfn.send(new DescribeStateMachineCommand({ stateMachineArn }))).definition).toBe(definition);
    await complete(sfn, (await takeTask(sfn, activityArn)).taskToken);
    expect((await endOf(sfn, executionArn)).status).toBe("SUCCEEDED");
    const failed = await endOf(sfn, await start(sfn, stateMachineArn));
    expect(failed).toMatchObject({ status: "FAILED", error: "Changed", cause: "since" });
  });

  test("time out as a whole by the TimeoutSeconds of the machine", async () => {
    const sfn = bench.sfn();
    const activityArn = await createActivity(sfn, "whole");
    const Work = { Type: "Task", Resource: activityArn, End: true };
    const stateMachineArn = await createMachine(sfn, "whole", { TimeoutSeconds: 1, StartAt: "Work", States: { Work } });
    const executionArn = await start(sfn, stateMachineArn);
    expect((await endOf(sfn, executionArn)).status).toBe("TIMED_OUT");
  });

  test("are listed newest first and paged, and unknown ones are refused", async () => {
    const sfn = bench.sfn();
    const { stateMachineArn } = await createTaskMachine(sfn, "listed");
    const arns = [];
    for (let number = 0; number < 5; number += 1) arns.push(await start(sfn, stateMachineArn));
    const found: (string | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const page = await sfn.send(
        new ListExecutionsCommand({ stateMachineArn, maxResults: 2, nextToken, statusFilter: "RUNNING" }),
      );
      found.push(...(page.executions ?? []).map((each) => each.executionArn));
      nextToken = page.nextToken;
    } while (nextToken);
    expect(found).toEqual(arns.toReversed());
    const unknown = sfn.send(new DescribeExecutionCommand({ executionArn: `${arns[0] ?? ""}x` }));
    expect((await refusal(unknown)).name).toBe("ExecutionDoesNotExist");
  });

  test("of an invalid definition cannot exist", async () => {
    const sfn = bench.sfn();
    const broken = createMachine(sfn, "broken", { StartAt: "Nowhere", States: { Here: { Type: "Pass", End: true } } });
    expect(await refusal(broken)).toMatchObject({ name: "InvalidDefinition", status: 400 });
  });
});

function mostOpenAtOnce(events: readonly HistoryEvent[]): number {
  let open = 0;
  let most = 0;
  for (const { type } of events) {
    if (type === "ActivityScheduled") open += 1;
    if (type === "ActivitySucceeded") open -= 1;
    most = Math.max(most, open);
  }
  return most;
}

function waveMachine(activityArn: string): unknown {
  const wave = {
    StartAt: "Launch",
    States: {
      Launch: {
        ...{ Type: "Task", Resource: activityArn, HeartbeatSeconds: 60, Next: "Outcome" },
        Parameters: { "wave.$": "$.wave", step: "Launch" },
        ResultPath: "$.launch",
        Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Done" }],
      },
      Outcome: {
        Type: "Choice",
        Choices: [{ Variable: "$.launch.outcome", StringEquals: "launched", Next: "Note" }],
        Default: "Done",
      },
      Note: { Type: "Pass", Result: "noted", ResultPath: "$.note", Next: "Done" },
      Done: { Type: "Succeed" },
    },
  };
  return {
    StartAt: "Waves",
    States: {
      Waves: {
        ...{
          Type: "Map",
          MaxConcurrency: 40,
          ItemsPath: "$.waves",
          ItemProcessor: wave,
          ResultPath: null,
          Next: "Finalize",
        },
        ItemSelector: { "wave.$": "$$.Map.Item.Value", "execution.$": "$$.Execution.Name" },
      },
      Finalize: { Type: "Pass", Result: { outcome: "finished" }, End: true },
    },
  };
}
