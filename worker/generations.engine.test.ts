import { afterEach, beforeEach, expect, test } from "vitest";

import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";

let bench: EngineBench;
beforeEach(async () => {
  bench = await openEngineBench();
});
afterEach(() => bench.close());

test("long before its history is full the state machine is followed by the next one, and nothing is done again", async () => {
  await bench.startWorker({ ENGINE_HISTORY_EVENTS: "50" });
  const servers = await bench.freeServers(6);
  const plan = await bench.createPlan(servers.map((server) => [server]));
  const id = await bench.start(plan.id);
  const seen = await bench.untilEnded(id);
  expect(seen.status).toBe("COMPLETED");
  expect(seen.engine.generation).toBeGreaterThan(1);
  expect(await bench.eventKinds(id)).toContain("execution.rolled-over");
  const launches = await bench.aws.launchesPerServer();
  expect(new Set(launches.values())).toEqual(new Set([1]));
});

test("an execution that an earlier version started goes on under the state machine of this one", async () => {
  const servers = await bench.freeServersNow(2);
  const plan = await bench.createPlan([servers.slice(0, 1), servers.slice(1)]);
  const id = await bench.startWithoutTrigger(plan.id);
  await bench.ctx.db.execution.update({ where: { id }, data: { contract: 1, engineStartedAt: new Date() } });
  await bench.startWorker();
  const seen = await bench.untilEnded(id);
  expect(seen.status).toBe("COMPLETED");
  expect(seen.engine.generation).toBe(2);
});
