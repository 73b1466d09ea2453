import { afterEach, beforeEach, expect, test } from "vitest";

import { startExecution } from "#lib/services/executions/start.ts";

import { type EngineBench, openEngineBench } from "./testing/engine-bench.ts";

let bench: EngineBench;
beforeEach(async () => {
  bench = await openEngineBench();
  await bench.startWorker();
});
afterEach(() => bench.close());

/** Cancelled before its health was checked, and replaced since. */
const LEFT = { status: "TERMINATED", cameTo: "LAUNCHED" };

/** Takes the servers themselves, as somebody would for whom no plan fits. */
async function recover(servers: readonly { accountId: string; region: string; sourceServerId: string }[]) {
  const sourceServers = servers.map(({ accountId, region, sourceServerId }) => ({ accountId, region, sourceServerId }));
  const input = { type: "RECOVERY", sourceServers, name: "Now" } as Parameters<typeof startExecution>[1];
  await expect(startExecution(bench.ctx, input)).rejects.toMatchObject({ code: "CONFIRMATION_REQUIRED" });
  const run = await startExecution(bench.ctx, { ...input, confirm: "now" });
  await bench.trigger.start(run);
  return run.executionId;
}

test("a recovery of selected servers takes over from a drill that is launching them", async () => {
  const servers = await bench.freeServers(3);
  const plan = await bench.createPlan([servers.slice(0, 2), servers.slice(2)]);
  const drill = await bench.start(plan.id);
  await bench.untilLaunched(drill);
  const recovery = await recover(servers.slice(0, 2));
  expect((await bench.view(drill)).status).toBe("CANCELLING");
  const [drilled, recovered] = await Promise.all([bench.untilEnded(drill), bench.untilEnded(recovery)]);
  expect(drilled.status).toBe("CANCELLED");
  expect(recovered).toMatchObject({ status: "COMPLETED", isAdHoc: true });
  for (const server of recovered.waves[0]?.servers ?? []) {
    const alive = await bench.aws.instancesOf(server.sourceServerId);
    expect(alive).toMatchObject([{ isDrill: false }]);
  }
  // The drill knows that nothing of it runs any more.
  const replaced = (await bench.view(drill)).waves[0]?.servers.map(({ status, cameTo }) => ({ status, cameTo }));
  expect(replaced).toEqual([LEFT, LEFT]);
  expect(await bench.eventKinds(drill)).toContain("server.replaced");
  expect(await bench.openLeases()).toBe(0);
});

test("a recovery takes over from a drill that is up already, and from one that waits", async () => {
  const servers = await bench.freeServers(2);
  const plan = await bench.createPlan(servers.map((server) => [server]));
  const drill = await bench.start(plan.id);
  await bench.until(drill, "Wave 1 is not up", (seen) => seen.servers.launched + seen.servers.healthy > 0);
  const recovery = await recover(servers);
  expect((await bench.untilEnded(recovery)).status).toBe("COMPLETED");
  expect((await bench.untilEnded(drill)).status).toBe("CANCELLED");
  expect(await bench.openLeases()).toBe(0);
});

test("a recovery of a plan takes over from the drill of the same plan, which is cancelled", async () => {
  const servers = await bench.freeServers(3);
  const plan = await bench.createPlan([servers.slice(0, 2), servers.slice(2)]);
  const drill = await bench.start(plan.id);
  await bench.untilLaunched(drill);
  const start = { planId: plan.id, type: "RECOVERY" } as const;
  const refusal: unknown = await startExecution(bench.ctx, start).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: "CONFIRMATION_REQUIRED", conflicts: [{ kind: "execution", id: drill }] });
  const { name } = await bench.ctx.db.recoveryPlan.findUniqueOrThrow({ where: { id: plan.id } });
  const run = await startExecution(bench.ctx, { ...start, confirm: name });
  await bench.trigger.start(run);
  expect((await bench.untilEnded(run.executionId)).status).toBe("COMPLETED");
  expect((await bench.untilEnded(drill)).status).toBe("CANCELLED");
  for (const { sourceServerId } of servers) {
    expect(await bench.aws.instancesOf(sourceServerId)).toMatchObject([{ isDrill: false }]);
  }
  expect(await bench.openLeases()).toBe(0);
});
