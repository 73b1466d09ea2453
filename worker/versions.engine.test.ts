import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";

import { createActivity } from "#lib/aws/activity.ts";
import { deployStateMachineDefinition } from "#lib/aws/state-machine-deployment.ts";
import { executionDefinition } from "#lib/engine/state-machine.ts";
import { HOME_REGION } from "#scripts/stack/environment.ts";

import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";

let bench: EngineBench;
beforeEach(async () => {
  bench = await openEngineBench();
});
afterEach(() => bench.close());

const NEW_STEP = "a-step-of-the-next-version";
const Definition = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), z.looseObject({})) });

/** This version's state machine with one more step before everything else. */
function nextDefinition(activityArn: string): string {
  const settings = { activityArn, stepHeartbeatSeconds: 3, parkedHeartbeatSeconds: 6 };
  const machine = Definition.parse(JSON.parse(executionDefinition(settings)));
  const prepare = machine.States["Prepare"];
  const step = { ...prepare, Parameters: { step: NEW_STEP }, Catch: [], ResultPath: null, Next: "Prepare" };
  return JSON.stringify({ ...machine, StartAt: "Newer", States: { Newer: step, ...machine.States } });
}

/** A worker of the next version, as far as this one can tell: it does the new step and leaves the others. */
async function takeNewSteps(activityArn: string, until: AbortSignal): Promise<void> {
  const settings = { homeRegion: HOME_REGION, endpoint: bench.aws.url, activityArn, workerName: "next-version" };
  const activity = createActivity(settings);
  while (!until.aborted) {
    const task = await activity.poll(until).catch(() => null);
    if (task === null) continue;
    const isNew = task.input.includes(NEW_STEP);
    await (isNew ? activity.succeed(task.token, {}) : activity.fail(task.token, "Worker.UnknownStep", "not mine"));
  }
}

test("a worker of this version and one of the next drive the next version's state machine together", async () => {
  await bench.startWorker();
  const servers = await bench.freeServers(2);
  const plan = await bench.createPlan([servers]);
  const { stateMachineArn, activityArn } = bench.deployment;
  await deployStateMachineDefinition(
    { homeRegion: HOME_REGION, endpoint: bench.aws.url },
    {
      name: stateMachineArn.split(":").at(-1) ?? "",
      accountId: stateMachineArn.split(":")[4] ?? "",
      roleArn: "arn:aws:iam::111122223333:role/DrsOrchestratorStateMachine",
      definition: nextDefinition(activityArn),
    },
  );
  const over = new AbortController();
  const next = takeNewSteps(activityArn, over.signal);
  const seen = await bench.untilEnded(await bench.start(plan.id));
  over.abort();
  await next;
  expect(seen.status).toBe("COMPLETED");
  const launches = await bench.aws.launchesPerServer();
  expect(servers.map((server) => launches.get(server.sourceServerId))).toEqual([1, 1]);
});
