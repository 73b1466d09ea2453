import { afterAll, beforeAll, expect, test } from "vitest";

import { listEvents } from "#lib/db/execution-events.ts";

import { createProtectionGroup } from "../protection-groups/create.ts";
import { createRecoveryPlan } from "../recovery-plans/create.ts";
import { addExecution, addServers, PLACE, type TestWorld, testWorld } from "../test-world.ts";
import { type ExecutionTransaction, holdingEvents, inExecution, tell } from "./locked.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

async function newExecution(): Promise<string> {
  const planner = world.as("planner");
  const serverIds = await addServers(world.db, [1, 1]);
  const input = { name: "Group", ...PLACE, region: "us-east-1" as const, sourceServerIds: serverIds };
  const group = await createProtectionGroup(planner, input);
  const waves = [{ name: "All", protectionGroupIds: [group.id] }];
  const plan = await createRecoveryPlan(planner, { name: "Plan", waves });
  return addExecution(world.db, { plan, groupId: group.id, serverIds });
}

function say(tx: ExecutionTransaction, message: string): Promise<void> {
  return tell(tx, { kind: "test", severity: "info", message });
}

test("events that are held are written after the work, in order, with numbers that follow on", async () => {
  const executionId = await newExecution();
  const told = async (db: ExecutionTransaction["db"]) => {
    const events = await listEvents(db, { executionId, after: 0, limit: 10 });
    return events.map(({ seq, message }) => [seq, message]);
  };
  await inExecution(world.as("admin"), executionId, async (tx) => {
    await say(tx, "before");
    await holdingEvents(tx, async () => {
      await say(tx, "first");
      await say(tx, "second");
      expect(await told(tx.db)).toEqual([[1, "before"]]);
    });
    await say(tx, "after");
  });
  const all = [
    [1, "before"],
    [2, "first"],
    [3, "second"],
    [4, "after"],
  ];
  expect(await told(world.db)).toEqual(all);
});
