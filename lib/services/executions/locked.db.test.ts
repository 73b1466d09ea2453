import { afterAll, beforeAll, expect, test } from "vitest";

import { listEvents } from "#lib/db/execution-events.ts";

import { createProtectionGroup } from "../protection-groups/create.ts";
import { createRecoveryPlan } from "../recovery-plans/create.ts";
import { addExecution, addServers, NOW, PLACE, type TestWorld, testWorld } from "../test-world.ts";
import { type ExecutionTransaction, holdingEvents, inExecution, tell } from "./locked.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

async function newExecution(number: number): Promise<string> {
  const planner = world.as("planner");
  const serverIds = await addServers(world.db, [number, number]);
  const input = { name: `Group ${number}`, ...PLACE, region: "us-east-1" as const, sourceServerIds: serverIds };
  const group = await createProtectionGroup(planner, input);
  const waves = [{ name: "All", protectionGroupIds: [group.id] }];
  const plan = await createRecoveryPlan(planner, { name: `Plan ${number}`, waves });
  return addExecution(world.db, { plan, groupId: group.id, serverIds });
}

function say(tx: ExecutionTransaction, message: string): Promise<void> {
  return tell(tx, { kind: "test", severity: "info", message });
}

test("events that are held are written after the work, in order, with numbers that follow on", async () => {
  const executionId = await newExecution(1);
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

test("what is done under the lock is dated after what was done before it, however long the lock was waited for", async () => {
  const executionId = await newExecution(2);
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
