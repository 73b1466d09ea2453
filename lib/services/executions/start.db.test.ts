import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

import { addServers, auditOf, NOW, PLACE, type TestWorld, testWorld } from "../test-world.ts";
import { createProtectionGroup } from "../protection-groups/create.ts";
import { createRecoveryPlan } from "../recovery-plans/create.ts";
import { deleteRecoveryPlan } from "../recovery-plans/delete.ts";
import { getExecution } from "./get.ts";
import { listExecutionEvents } from "./list-events.ts";
import { startExecution } from "./start.ts";

const LINKS = { homeRegion: "eu-north-1", executionArn: () => "arn:aws:states:eu-north-1:111122223333:execution:m:x" };
const NO_PLAN = "00000000-0000-4000-8000-000000000000";
const RECOVERY = { isDrill: false, recoveryInstanceId: "i-0123456789abcdef0", jobId: null, state: "RUNNING" };

let world: TestWorld;
let nextServer = 1;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

/** A group of new servers, `facts` being what the inventory says of them. */
async function newGroup(count: number, facts: Parameters<typeof addServers>[2] = {}) {
  const [from, to] = [nextServer, nextServer + count - 1];
  nextServer = to + 1;
  const sourceServerIds = await addServers(world.db, [from, to], facts);
  const input = { name: `Group ${from}`, ...PLACE, region: "us-east-1" as const, sourceServerIds };
  return { ...(await createProtectionGroup(world.as("planner"), input)), serverIds: sourceServerIds };
}

async function newPlan(...groupIds: string[]) {
  const waves = groupIds.map((id, index) => ({
    name: `Wave ${index + 1}`,
    protectionGroupIds: [id],
    dependsOn: index === 0 ? [] : [index],
  }));
  return createRecoveryPlan(world.as("planner"), { name: `Plan ${crypto.randomUUID()}`, waves });
}

describe("a drill", () => {
  test("is written with its waves and servers, tells who started it, and is audited", async () => {
    const [first, second] = [await newGroup(2), await newGroup(1)];
    const plan = await newPlan(first.id, second.id);
    const operator = world.as("operator");
    const run = await startExecution(operator, { planId: plan.id, type: "DRILL", comment: "Quarterly" });
    const seen = await getExecution(operator, run.executionId, LINKS);
    expect(seen).toMatchObject({
      status: "PENDING",
      type: "DRILL",
      comment: "Quarterly",
      simulated: true,
      requestedBy: operator.actor.name,
      plan: { id: plan.id, name: plan.name, version: 1 },
      servers: { total: 3, toGo: 3 },
      engine: { state: "STARTING", generation: 1 },
      inventoryAt: NOW.toISOString(),
    });
    expect(seen.waves.map((wave) => [wave.name, wave.dependsOn, wave.servers.length])).toEqual([
      ["Wave 1", [], 2],
      ["Wave 2", [1], 1],
    ]);
    const events = await listExecutionEvents(operator, { executionId: run.executionId });
    expect(events.items).toMatchObject([
      { seq: 1, kind: "execution.started", severity: "person", detail: "Quarterly" },
    ]);
    expect(await auditOf(world.db)).toContainEqual({
      action: "execution.start",
      entityName: plan.name,
      actor: operator.actor.name,
    });
  });

  test("is refused without permission, for a plan that is not there, and for input that means nothing", async () => {
    const plan = await newPlan((await newGroup(1)).id);
    const drill = { planId: plan.id, type: "DRILL" } as const;
    await expect(startExecution(world.as("planner"), drill)).rejects.toMatchObject({ code: "FORBIDDEN" });
    const operator = world.as("operator");
    await expect(startExecution(operator, { ...drill, planId: NO_PLAN })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(startExecution(operator, { ...drill, type: "TEST" as "DRILL" })).rejects.toThrow();
  });

  test("of a plan that runs already is refused, naming the execution; of two at once exactly one wins", async () => {
    const plan = await newPlan((await newGroup(1)).id);
    const operator = world.as("operator");
    const both = await Promise.allSettled(
      [1, 2].map(() => startExecution(operator, { planId: plan.id, type: "DRILL" })),
    );
    const [won, lost] = [both.filter(isFulfilled), both.filter(isRejected)];
    expect(won).toHaveLength(1);
    expect(lost[0]?.reason).toMatchObject({
      code: "EXECUTION_IN_PROGRESS",
      conflicts: [{ kind: "execution", id: won[0]?.value.executionId }],
    });
  });

  test("of two plans that share a server at one moment exactly one wins, and the other names the server", async () => {
    const [shared, left, right] = [await newGroup(3), await newGroup(1), await newGroup(1)];
    const plans = [await newPlan(left.id, shared.id), await newPlan(shared.id, right.id)];
    const operator = world.as("operator");
    const both = await Promise.allSettled(
      plans.map((plan) => startExecution(operator, { planId: plan.id, type: "DRILL" })),
    );
    expect(both.filter(isFulfilled)).toHaveLength(1);
    expect(both.filter(isRejected)[0]?.reason).toMatchObject({ code: "SERVER_BUSY", status: 409 });
    const loser = plans[both.findIndex(isRejected)];
    const again = await startExecution(operator, { planId: loser?.id ?? "", type: "DRILL" }).catch(
      (error: unknown) => error,
    );
    expect(again).toMatchObject({ code: "SERVER_BUSY", conflicts: shared.serverIds.map((id) => ({ id })) });
  });

  test("over a live recovery is refused, naming the server and its instance", async () => {
    const group = await newGroup(1, { liveInstances: [RECOVERY] });
    const plan = await newPlan((await newGroup(1)).id, group.id);
    const refusal = startExecution(world.as("operator"), { planId: plan.id, type: "DRILL" });
    await expect(refusal).rejects.toMatchObject({
      code: "LIVE_RECOVERY_EXISTS",
      message: expect.stringContaining("i-0123456789abcdef0") as string,
      conflicts: [{ id: group.serverIds[0] }],
    });
  });

  test("of servers without a snapshot is refused, naming each; a drill instance and a stalled server are no obstacle", async () => {
    const syncing = await newGroup(2, { replicationState: "INITIAL_SYNC", hasSnapshot: false });
    const plan = await newPlan(syncing.id);
    const refusal = startExecution(world.as("operator"), { planId: plan.id, type: "DRILL" });
    await expect(refusal).rejects.toMatchObject({
      code: "SERVER_NOT_RECOVERABLE",
      conflicts: syncing.serverIds.map((id) => ({ id })),
    });
    const stalled = await newGroup(1, { replicationState: "STALLED", liveInstances: [{ ...RECOVERY, isDrill: true }] });
    const run = await startExecution(world.as("operator"), { planId: (await newPlan(stalled.id)).id, type: "DRILL" });
    expect(run.generation).toBe(1);
  });

  test("keeps its history when the plan is deleted afterwards", async () => {
    const plan = await newPlan((await newGroup(1)).id);
    const { executionId } = await startExecution(world.as("operator"), { planId: plan.id, type: "DRILL" });
    const planner = world.as("planner", "viewer");
    await expect(deleteRecoveryPlan(planner, plan.id)).rejects.toMatchObject({ code: "PLAN_IN_USE" });
    await world.db.execution.update({ where: { id: executionId }, data: { status: "FAILED", endedAt: NOW } });
    await deleteRecoveryPlan(planner, plan.id);
    expect(await getExecution(planner, executionId, LINKS)).toMatchObject({ plan: { id: null, name: plan.name } });
  });
});

describe("a recovery", () => {
  let planId: string;
  let planName: string;
  let live: string | undefined;
  beforeEach(async () => {
    const group = await newGroup(1, { liveInstances: [RECOVERY] });
    live = group.serverIds[0];
    ({ id: planId, name: planName } = await newPlan((await newGroup(2)).id, group.id));
  });

  test("needs the commander's permission", async () => {
    const refusal = startExecution(world.as("operator"), { planId, type: "RECOVERY", confirm: planName });
    await expect(refusal).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("asks for the plan's name and says whom it leaves out", async () => {
    for (const confirm of [undefined, "", "another plan"]) {
      const refusal = startExecution(world.as("commander"), {
        planId,
        type: "RECOVERY",
        ...(confirm !== undefined && { confirm }),
      });
      await expect(refusal).rejects.toMatchObject({ code: "CONFIRMATION_REQUIRED", conflicts: [{ id: live }] });
    }
  });

  test("leaves a server that is recovered already alone and takes the rest", async () => {
    const confirm = ` ${planName.toUpperCase()} `;
    const { executionId } = await startExecution(world.as("commander"), { planId, type: "RECOVERY", confirm });
    const seen = await getExecution(world.as("viewer"), executionId, LINKS);
    expect(seen.waves[1]?.servers).toMatchObject([{ sourceServerId: live, status: "SKIPPED" }]);
    expect(seen.servers).toMatchObject({ total: 3, toGo: 2, skipped: 1 });
  });
});

test("a plan whose group has become empty names the wave", async () => {
  const group = await newGroup(1);
  const plan = await newPlan((await newGroup(1)).id, group.id);
  await world.db.groupServer.deleteMany({ where: { groupId: group.id } });
  const refusal = startExecution(world.as("operator"), { planId: plan.id, type: "DRILL" });
  await expect(refusal).rejects.toMatchObject({
    code: "INVALID_STATE",
    message: expect.stringContaining("Wave 2") as string,
  });
});

test("events and job log lines can be added but never changed or removed", async () => {
  const plan = await newPlan((await newGroup(1)).id);
  const { executionId } = await startExecution(world.as("operator"), { planId: plan.id, type: "DRILL" });
  const where = { executionId };
  await expect(world.db.executionEvent.updateMany({ where, data: { message: "nothing happened" } })).rejects.toThrow(
    /append-only/,
  );
  await expect(world.db.executionEvent.deleteMany({ where })).rejects.toThrow(/append-only/);
  await expect(world.db.auditEvent.deleteMany({})).rejects.toThrow(/append-only/);
  for (const table of ["execution_event", "audit_event", "job_log_item", "plan_version"]) {
    await expect(world.db.$executeRawUnsafe(`TRUNCATE ${table} CASCADE`)).rejects.toThrow(/append-only/);
  }
});

function isFulfilled<T>(result: PromiseSettledResult<T>): result is PromiseFulfilledResult<T> {
  return result.status === "fulfilled";
}

function isRejected(result: PromiseSettledResult<unknown>): result is PromiseRejectedResult {
  return result.status === "rejected";
}
