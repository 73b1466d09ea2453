import { afterAll, beforeAll, expect, test } from "vitest";

import { createProtectionGroup } from "../protection-groups/create.ts";
import { createRecoveryPlan } from "../recovery-plans/create.ts";
import { addServers, NOW, PLACE, type TestWorld, testWorld } from "../test-world.ts";
import { inExecution } from "./locked.ts";
import { startExecution } from "./start.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

async function newExecution(): Promise<string> {
  const sourceServerIds = await addServers(world.db, [1, 1]);
  const group = { name: "Group", ...PLACE, region: "us-east-1" as const, sourceServerIds };
  const { id } = await createProtectionGroup(world.as("planner"), group);
  const waves = [{ name: "Wave", protectionGroupIds: [id] }];
  const plan = await createRecoveryPlan(world.as("planner"), { name: "Plan", waves });
  return (await startExecution(world.as("operator"), { planId: plan.id, type: "DRILL" })).executionId;
}

test("what is done under the lock is dated after what was done before it, however long the lock was waited for", async () => {
  const executionId = await newExecution();
  let time = NOW.getTime();
  const ctx = { ...world.as("operator"), now: () => new Date(time) };
  const held = Promise.withResolvers<undefined>();
  const asked = Promise.withResolvers<undefined>();
  const first = inExecution(ctx, executionId, async () => {
    held.resolve(undefined);
    await asked.promise;
    time += 60_000;
  });
  await held.promise;
  const second = inExecution(ctx, executionId, (tx) => Promise.resolve([tx.now(), tx.now()]));
  asked.resolve(undefined);
  await first;
  expect(await second).toEqual([new Date(NOW.getTime() + 60_000), new Date(NOW.getTime() + 60_000)]);
});
