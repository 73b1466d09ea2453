import { afterEach, beforeEach, expect, test } from "vitest";

import { reviveExecution } from "#lib/services/executions/revive.ts";

import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";

let bench: EngineBench;
beforeEach(async () => {
  bench = await openEngineBench();
});
afterEach(() => bench.close());

test("a state machine stopped from outside is told, and after a revive the execution ends without a second launch", async () => {
  await bench.startWorker();
  const servers = await bench.freeServers(4);
  const plan = await bench.createPlan([servers.slice(0, 2), servers.slice(2, 4)]);
  const id = await bench.start(plan.id);
  await bench.untilLaunched(id);
  await bench.stopStateMachine(id);
  const stopped = await bench.until(id, "The stop was not noticed", (seen) => seen.engine.state === "STOPPED");
  expect(stopped.status).toBe("RUNNING");
  expect(stopped.engine.reason).toContain("stopped in AWS");

  await bench.trigger.start(await reviveExecution(bench.ctx, { executionId: id, comment: "again" }));
  const seen = await bench.untilEnded(id);
  expect(seen.status).toBe("COMPLETED");
  expect(seen.engine.generation).toBe(2);
  const launches = await bench.aws.launchesPerServer();
  for (const server of servers) expect(launches.get(server.sourceServerId)).toBe(1);
});

test("what DRS runs is followed to its end while the state machine is stopped, and nothing new starts", async () => {
  await bench.startWorker();
  const servers = await bench.freeServers(3);
  const plan = await bench.createPlan([servers.slice(0, 2), servers.slice(2)]);
  const id = await bench.start(plan.id);
  await bench.untilLaunched(id);
  await bench.stopStateMachine(id);
  const seen = await bench.until(id, "The servers were not followed", (view) => view.waves[0]?.status === "COMPLETED");
  expect(seen.endedAt).toBeNull();
  expect(seen.waves[1]?.launches).toEqual([]);
});

test("a revive is refused while the state machine runs, and two at once are one", async () => {
  await bench.startWorker();
  const servers = await bench.freeServers(1);
  const id = await bench.start((await bench.createPlan([servers])).id);
  await expect(reviveExecution(bench.ctx, { executionId: id })).rejects.toMatchObject({ code: "INVALID_STATE" });
  await bench.untilLaunched(id);
  await bench.stopStateMachine(id);
  await bench.until(id, "The stop was not noticed", (seen) => seen.engine.state === "STOPPED");
  const both = await Promise.allSettled([1, 2].map(() => reviveExecution(bench.ctx, { executionId: id })));
  expect(both.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
  expect((await bench.untilEnded(id)).status).toBe("COMPLETED");
});

test("a start whose trigger never got through is repeated by the sweep", async () => {
  const servers = await bench.freeServersNow(1);
  const id = await bench.startWithoutTrigger((await bench.createPlan([servers])).id);
  await bench.startWorker();
  expect((await bench.untilEnded(id)).status).toBe("COMPLETED");
});
