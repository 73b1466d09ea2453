import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { listExecutionServers } from "#lib/db/executions.ts";
import type { ServerOutcome } from "#lib/domain/outcome-report/outcome-report.ts";

import { containing, NOW, type TestWorld, testWorld } from "../test-world.ts";
import { inExecution } from "./locked.ts";
import { markTerminated } from "./mark-terminated.ts";
import { getOutcome, getOutcomeCsv } from "./outcome.ts";
import { settle } from "./settle.ts";
import { addRunningExecution, type TestWave } from "./test-execution.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

function minutes(count: number): Date {
  return new Date(NOW.getTime() + count * 60_000);
}

/** An execution whose servers have all come to their end, and which its next settling ends. */
async function addFinished(wave: TestWave, ids: { plan?: string; daysAgo?: number } = {}) {
  const added = await addRunningExecution(world, { waves: [wave] });
  const shift = -(ids.daysAgo ?? 0) * 24 * 60;
  await world.db.executionServer.updateMany({
    where: { executionId: added.id, status: "HEALTHY" },
    data: { launchedAt: minutes(shift + 8), healthyAt: minutes(shift + 12), attempts: 1 },
  });
  await world.db.executionWave.updateMany({ where: { executionId: added.id }, data: { startedAt: minutes(shift) } });
  await world.db.execution.update({
    where: { id: added.id },
    data: { rtoMinutes: 10, createdAt: minutes(shift), planId: ids.plan ?? null },
  });
  return added;
}

async function settled(id: string, atMinutes = 20): Promise<void> {
  const ctx = { ...world.system, now: () => minutes(atMinutes) };
  await inExecution(ctx, id, (tx) => settle(tx));
}

async function terminateAll(executionId: string): Promise<void> {
  await inExecution(world.system, executionId, async (tx) => {
    await markTerminated(tx, await listExecutionServers(tx.db, { executionId }));
  });
}

function results(servers: readonly ServerOutcome[]) {
  return servers.map(({ hostname, result }) => [hostname, result]);
}

describe("the outcome of an execution", () => {
  test("is kept at its end, and no clean-up changes it", async () => {
    const { id } = await addFinished({ status: "VERIFYING", servers: ["HEALTHY", "HEALTHY"] });
    await settled(id);
    const before = await getOutcome(world.as("viewer"), id);
    expect(before).toMatchObject({ execution: { id, status: "COMPLETED" }, madeAt: minutes(20), before: null });
    expect(before.report).toMatchObject({
      startedAt: NOW,
      endedAt: minutes(20),
      countedFrom: "START",
      achieved: { rto: { seconds: 720, target: { verdict: "MISSED", bySeconds: 120, isAtLeast: false } } },
      totals: { total: 2, healthy: 2, launched: 2, failed: 0 },
      waves: [{ number: 1, status: "COMPLETED", startedAt: NOW, endedAt: minutes(20) }],
    });
    await terminateAll(id);
    await world.db.executionServer.updateMany({ where: { executionId: id }, data: { healthyAt: null } });
    expect(await getOutcome(world.as("viewer"), id)).toEqual(before);
  });

  test("cannot be changed or deleted once it is kept", async () => {
    const { id } = await addFinished({ status: "VERIFYING", servers: ["HEALTHY"] });
    await settled(id);
    const where = { executionId: id };
    await expect(world.db.executionReport.update({ where, data: { madeAt: NOW } })).rejects.toThrow();
    await expect(world.db.executionReport.delete({ where })).rejects.toThrow();
  });

  test("of one that ended before outcomes were kept is made when it is asked for, by what its servers came to", async () => {
    const { id } = await addFinished({ status: "PARTIAL", servers: ["HEALTHY", "UNHEALTHY", "FAILED", "SKIPPED"] });
    await world.db.execution.update({ where: { id }, data: { status: "PARTIAL", endedAt: minutes(20) } });
    await terminateAll(id);
    expect(await world.db.executionReport.count({ where: { executionId: id } })).toBe(0);
    const [first, second] = await Promise.all([getOutcome(world.system, id), getOutcome(world.system, id)]);
    expect(second.report).toEqual(first.report);
    expect(first.madeAt).toEqual(NOW);
    expect(results(first.report.criticalServers)).toEqual([
      ["host-1-1", "HEALTHY"],
      ["host-1-2", "LAUNCHED_NEVER_HEALTHY"],
      ["host-1-3", "FAILED"],
      ["host-1-4", "SKIPPED"],
    ]);
  });

  test("says why and by whom a server was left out, and keeps the words of a failure apart", async () => {
    const { id, servers } = await addFinished({ status: "VERIFYING", servers: ["HEALTHY", "SKIPPED", "SKIPPED"] });
    const [, left = "", failed = ""] = servers[0] ?? [];
    const failure = { service: "AWS EC2", operation: "RunInstances", message: "No capacity.", at: NOW.toISOString() };
    const of = (sourceServerId: string) => ({ executionId: id, sourceServerId });
    await world.db.executionServer.updateMany({ where: of(left), data: { error: "It has no snapshot." } });
    await world.db.executionServer.updateMany({ where: of(failed), data: { error: "No capacity.", failure } });
    await world.db.decision.create({
      data: {
        executionId: id,
        waveNumber: 1,
        action: "skip",
        serverIds: [failed],
        actorId: "mara",
        actor: "Mara",
        comment: "It can wait.",
        at: NOW,
      },
    });
    await settled(id);
    const { report } = await getOutcome(world.system, id);
    expect(report.criticalServers.slice(1)).toMatchObject([
      { skipped: { by: null, reason: "It has no snapshot." }, error: null, failure: null },
      { skipped: { by: "Mara", reason: "It can wait." }, error: "No capacity.", failure },
    ]);
    expect(report.decisions).toMatchObject([{ action: "skip", actor: "Mara", sourceServerIds: [failed] }]);
  });

  test("stands against the executions of its plan before it, which get their reports then", async () => {
    const plan = await world.db.recoveryPlan.create({ data: { name: "ERP", nameKey: "erp" } });
    const old = await addFinished({ status: "COMPLETED", servers: ["HEALTHY"] }, { plan: plan.id, daysAgo: 2 });
    await world.db.execution.update({
      where: { id: old.id },
      data: { status: "COMPLETED", endedAt: minutes(-2 * 24 * 60 + 20) },
    });
    await world.db.executionWave.updateMany({
      where: { executionId: old.id },
      data: { endedAt: minutes(-2 * 24 * 60 + 14) },
    });
    const { id } = await addFinished({ status: "VERIFYING", servers: ["HEALTHY"] }, { plan: plan.id });
    await settled(id);
    const { before, comparison } = await getOutcome(world.system, id);
    expect(before).toMatchObject({ id: old.id, planVersion: 1, status: "COMPLETED", seconds: 720 });
    expect(comparison).toMatchObject({
      against: { type: "DRILL", startedAt: minutes(-2 * 24 * 60) },
      change: { rtoSeconds: 0 },
      waves: [{ number: 1, name: "Wave 1", seconds: 20 * 60, beforeSeconds: 14 * 60 }],
      firstTried: [containing("s-")],
    });
    expect(comparison.history).toHaveLength(2);
    expect((await getOutcome(world.system, old.id)).before).toBeNull();
  });

  test("is a CSV file too, named after plan and day", async () => {
    const { id } = await addFinished({ status: "VERIFYING", servers: ["HEALTHY"] });
    await settled(id);
    const { filename, text } = await getOutcomeCsv(world.as("viewer"), id);
    expect(filename).toBe(`drill-payments-2026-11-23-${id.slice(0, 8)}.csv`);
    expect(text.split("\r\n")).toEqual([containing("wave,wave_name,hostname"), containing("1,Wave 1,host-1-1,"), ""]);
  });

  test("is not there before its end, nor of what nobody knows", async () => {
    const { id } = await addRunningExecution(world, { waves: [{ status: "LAUNCHING", servers: ["LAUNCHING"] }] });
    const unknown = "00000000-0000-4000-8000-000000000000";
    for (const read of [getOutcome, getOutcomeCsv]) {
      await expect(read(world.system, id)).rejects.toMatchObject({ code: "INVALID_STATE" });
      await expect(read(world.system, unknown)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
  });
});
