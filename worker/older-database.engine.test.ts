import { afterEach, beforeEach, expect, test } from "vitest";

import { reviveExecution } from "#lib/services/executions/revive.ts";

import { backUpDatabase } from "./testing/database-backup.ts";
import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";

let bench: EngineBench;
beforeEach(async () => {
  bench = await openEngineBench();
});
afterEach(() => bench.close());

test("a database restored from before a launch: the launch is found in AWS, told, and not made again", async () => {
  const servers = await bench.freeServersNow(4);
  const plan = await bench.createPlan([servers.slice(0, 2), servers.slice(2)]);
  const id = await bench.start(plan.id);
  const backup = await backUpDatabase(bench.databaseUrl);
  const first = await bench.startWorker();
  await bench.until(id, "Wave 2 did not launch", (seen) => seen.waves[1]?.launches.some((one) => one.jobId) === true);
  await first.kill();
  await backup.restore();
  expect((await bench.view(id)).waves.map((wave) => wave.status)).toEqual(["PENDING", "PENDING"]);

  await bench.startWorker();
  const stopped = await bench.until(id, "The gap was not noticed", (seen) => seen.engine.state === "STOPPED");
  expect(stopped.status).not.toBe("FAILED");
  await bench.trigger.start(await reviveExecution(bench.ctx, { executionId: id, comment: "looked at AWS" }));
  const seen = await bench.reviveUntilEnded(id);
  expect(seen.status).toBe("COMPLETED");
  const launches = await bench.aws.launchesPerServer();
  expect(servers.map((server) => launches.get(server.sourceServerId))).toEqual([1, 1, 1, 1]);
});

test("a database that forgot an execution: its state machine ends by itself and nothing is launched", async () => {
  const servers = await bench.freeServersNow(2);
  const plan = await bench.createPlan([servers]);
  const backup = await backUpDatabase(bench.databaseUrl);
  const id = await bench.start(plan.id);
  const arn = bench.trigger.executionArn({ executionId: id, generation: 1, contract: 2 });
  await backup.restore();
  await bench.startWorker();
  await bench.untilStateMachineEnded(arn);
  expect(await bench.aws.calls("StartRecovery")).toEqual([]);
});
