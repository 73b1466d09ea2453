import { Agent } from "node:http";
import { GetActivityTaskCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { credentialsFor, refusal, startBench, until, type Bench } from "#simulator/test-bench.ts";
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

describe("under load", () => {
  let bench: Bench;
  let sfn: SFNClient;
  let polls: SFNClient;

  beforeAll(async () => {
    bench = await startBench();
    sfn = bench.sfn();
    polls = new SFNClient({
      ...{ endpoint: bench.url, region: "us-west-2", maxAttempts: 1, credentials: credentialsFor("111122223333") },
      requestHandler: new NodeHttpHandler({ httpAgent: new Agent({ keepAlive: true, maxSockets: 1000 }) }),
    });
  });
  afterAll(() => bench.close());

  /** Does so many tasks of an activity as a crowd of workers does. */
  const workOff = async (activityArn: string, tasks: number): Promise<void> => {
    let taken = 0;
    const work = async (): Promise<void> => {
      while (taken < tasks) {
        taken += 1;
        const { taskToken = "" } = await polls.send(new GetActivityTaskCommand({ activityArn }));
        await complete(sfn, taskToken, { outcome: "done" });
      }
    };
    await Promise.all(Array.from({ length: 100 }, work));
  };

  test("200 executions of 12 waves each come to their end, and no heartbeat is missed", async () => {
    const activityArn = await createActivity(sfn, "crowd");
    const task = { Type: "Task", Resource: activityArn, HeartbeatSeconds: 10, ResultPath: "$.result" };
    const Outcome = {
      Type: "Choice",
      Choices: [{ Variable: "$.result.outcome", StringEquals: "done", Next: "Over" }],
      Default: "Lost",
    };
    const states = { Launch: { ...task, Next: "Outcome" }, Outcome, Over: { Type: "Succeed" }, Lost: { Type: "Fail" } };
    const Waves = { Type: "Map", ItemProcessor: { StartAt: "Launch", States: states }, Next: "Finalize" };
    const definition = { StartAt: "Waves", States: { Waves, Finalize: { Type: "Pass", Result: "fine", End: true } } };
    const stateMachineArn = await createMachine(sfn, "crowd", definition);
    const waves = Array.from({ length: 12 }, (_, wave) => ({ wave }));
    const starts = Promise.all(Array.from({ length: 200 }, () => start(sfn, stateMachineArn, waves)));
    const [arns] = await Promise.all([starts, workOff(activityArn, 200 * 12)]);
    for (const executionArn of arns) {
      expect(await endOf(sfn, executionArn)).toMatchObject({ status: "SUCCEEDED", output: '"fine"' });
    }
    for (const executionArn of arns.slice(0, 5)) {
      const types = (await historyOf(sfn, executionArn)).map((event) => event.type);
      expect(types.filter((type) => type === "ActivitySucceeded")).toHaveLength(12);
      expect(types).not.toContain("ActivityTimedOut");
    }
  });

  test("1,000 tasks and 300 polls wait at once, and each task is handed out once", async () => {
    const { activityArn, stateMachineArn } = await createTaskMachine(sfn, "open");
    const handed: string[] = [];
    const take = async (): Promise<void> => {
      const { taskToken = "" } = await polls.send(new GetActivityTaskCommand({ activityArn }));
      handed.push(taskToken);
    };
    const waiting = Array.from({ length: 300 }, () => take());
    await until(() => bench.sim.tasks.openPolls(activityArn) === 300);
    const arns = await Promise.all(Array.from({ length: 1_000 }, () => start(sfn, stateMachineArn)));
    await Promise.all(waiting);
    expect(bench.sim.tasks.openPolls(activityArn)).toBe(0);
    await Promise.all(Array.from({ length: 700 }, () => take()));
    expect(new Set(handed).size).toBe(1_000);
    await Promise.all(handed.map((taskToken) => complete(sfn, taskToken)));
    for (const executionArn of arns) expect((await endOf(sfn, executionArn)).status).toBe("SUCCEEDED");
  });

  test("an activity takes 1,000 polls at once, and no more", async () => {
    const { activityArn } = await createTaskMachine(sfn, "polled");
    const leave = new AbortController();
    for (let poll = 0; poll < 1_000; poll += 1) {
      void bench.sim.tasks.take(activityArn, { name: undefined, signal: leave.signal });
    }
    const refused = await refusal(sfn.send(new GetActivityTaskCommand({ activityArn })));
    expect(refused).toMatchObject({ name: "ActivityWorkerLimitExceeded", status: 400 });
    leave.abort();
  });

  test("tasks stall while few polls are open, when the simulator is told so", async () => {
    const stalling = await startBench({ activityDeliveryDelay: { fewerThanPolls: 100, upToSeconds: 0.5 } });
    const own = await createTaskMachine(stalling.sfn(), "stalling");
    const named = new StartExecutionCommand({ stateMachineArn: own.stateMachineArn, name: "stalled" });
    const { executionArn = "" } = await stalling.sfn().send(named);
    await complete(stalling.sfn(), (await takeTask(stalling.sfn(), own.activityArn)).taskToken);
    await endOf(stalling.sfn(), executionArn);
    const at = (await historyOf(stalling.sfn(), executionArn)).map((event) => event.timestamp?.getTime() ?? 0);
    expect((at[3] ?? 0) - (at[2] ?? 0)).toBeGreaterThan(10);
    stalling.sim.tasks.deliveryDelay = undefined;
    await stalling.close();
  });
});
