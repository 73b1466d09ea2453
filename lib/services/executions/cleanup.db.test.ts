import { afterAll, beforeAll, describe, expect, test } from "vitest";

import type { ExecutionType } from "#lib/domain/execution-status.ts";

import {
  addExecution,
  addServers,
  auditOf,
  containing,
  NOW,
  serverId,
  type TestWorld,
  testWorld,
} from "../test-world.ts";
import { dropCleanup } from "./drop-cleanup.ts";
import { getExecution } from "./get.ts";
import { markTerminated } from "./mark-terminated.ts";
import { inExecution } from "./locked.ts";
import { requestCleanup } from "./request-cleanup.ts";

let world: TestWorld;
let planId: string;
beforeAll(async () => {
  world = await testWorld();
  await addServers(world.db, [1, 2]);
  const plan = {
    name: "ERP",
    nameKey: "erp",
    versions: { create: { number: 1, content: {}, digest: "", createdBy: "x" } },
  };
  planId = (await world.db.recoveryPlan.create({ data: plan })).id;
});
afterAll(() => world.close());

/** An execution with two servers that are up. */
async function ended(type: ExecutionType = "DRILL"): Promise<string> {
  const serverIds = [serverId(1), serverId(2)];
  const run = { plan: { id: planId, name: "ERP" }, groupId: "g", serverIds, endedAt: NOW };
  const id = await addExecution(world.db, run);
  await world.db.execution.update({ where: { id }, data: { type } });
  for (const sourceServerId of serverIds) {
    await world.db.executionServer.updateMany({
      where: { executionId: id, sourceServerId },
      data: { status: "HEALTHY", recoveryInstanceId: `i-${sourceServerId.slice(-8)}`, healthyAt: NOW, launchedAt: NOW },
    });
  }
  return id;
}

async function cleanupsOf(executionId: string) {
  return world.db.cleanup.findMany({ where: { executionId }, orderBy: { number: "asc" } });
}

const minutesLater = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

describe("a clean-up of a drill", () => {
  test("is put on the calendar by an operator, told and audited", async () => {
    const executionId = await ended();
    const run = await requestCleanup(world.as("operator"), { executionId, afterMinutes: 30, comment: "done testing" });
    expect(run).toEqual({ executionId, cleanup: 1, contract: 2 });
    expect(await cleanupsOf(executionId)).toMatchObject([
      { status: "SCHEDULED", dueAt: minutesLater(30), requestedBy: "A operator", comment: "done testing" },
    ]);
    const [event] = await world.db.executionEvent.findMany({ where: { executionId } });
    expect(event).toMatchObject({ kind: "cleanup.scheduled", severity: "person", actor: "A operator" });
    expect((await auditOf(world.db)).at(-1)).toEqual({
      action: "execution.cleanup",
      entityName: "ERP",
      actor: "A operator",
    });
  });

  test("asked for once more is put off or brought forward, by whoever asks", async () => {
    const executionId = await ended();
    await requestCleanup(world.as("operator"), { executionId, afterMinutes: 30 });
    await requestCleanup(world.as("admin"), { executionId, comment: "now" });
    expect(await cleanupsOf(executionId)).toMatchObject([{ dueAt: NOW, requestedBy: "A admin", comment: "now" }]);
    expect((await auditOf(world.db)).at(-1)?.action).toBe("execution.cleanup-change");
  });

  test("that runs is answered as it is, and nothing is written", async () => {
    const executionId = await ended();
    await requestCleanup(world.as("operator"), { executionId });
    await world.db.cleanup.updateMany({ where: { executionId }, data: { status: "RUNNING" } });
    const before = await auditOf(world.db);
    expect(await requestCleanup(world.as("operator"), { executionId, afterMinutes: 60 })).toMatchObject({ cleanup: 1 });
    expect(await auditOf(world.db)).toEqual(before);
    expect((await cleanupsOf(executionId))[0]?.dueAt).toEqual(NOW);
  });

  test("asked for twice at the same moment is one", async () => {
    const executionId = await ended();
    await Promise.all([1, 2, 3].map(() => requestCleanup(world.as("operator"), { executionId })));
    expect(await cleanupsOf(executionId)).toHaveLength(1);
  });

  test.each(["viewer", "planner", "approver"] as const)("is not for a %s", async (role) => {
    const executionId = await ended();
    const asked = requestCleanup(world.as(role), { executionId });
    await expect(asked).rejects.toMatchObject({ code: "FORBIDDEN", message: containing("execution:control") });
    await expect(dropCleanup(world.as(role), { executionId })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });

  test("is refused before the drill has ended, and when nothing is left", async () => {
    const running = await addExecution(world.db, { plan: { id: planId, name: "ERP" }, groupId: "g", serverIds: [] });
    await expect(requestCleanup(world.as("operator"), { executionId: running })).rejects.toMatchObject({
      code: "INVALID_STATE",
      message: containing("has not ended"),
    });
    await world.db.execution.update({ where: { id: running }, data: { endedAt: NOW, status: "COMPLETED" } });
    await expect(requestCleanup(world.as("operator"), { executionId: running })).rejects.toMatchObject({
      code: "INVALID_STATE",
      message: containing("Nothing is left"),
    });
    expect(await cleanupsOf(running)).toEqual([]);
  });

  test("of nothing that anybody knows is not found", async () => {
    const executionId = "00000000-0000-4000-8000-000000000000";
    await expect(requestCleanup(world.system, { executionId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(dropCleanup(world.system, { executionId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test.each([{ afterMinutes: -1 }, { afterMinutes: 0.5 }, { afterMinutes: 50_000 }, { comment: "x".repeat(2001) }])(
    "is refused with %j",
    async (body) => {
      const executionId = await ended();
      await expect(requestCleanup(world.system, { executionId, ...body })).rejects.toThrow();
    },
  );
});

describe("a clean-up of a recovery", () => {
  test("needs somebody who may recover", async () => {
    const executionId = await ended("RECOVERY");
    const asked = requestCleanup(world.as("operator"), { executionId, confirm: "ERP" });
    await expect(asked).rejects.toMatchObject({ code: "FORBIDDEN", message: containing("execution:recover") });
  });

  test.each([undefined, "", "ER"])(
    "asks for the plan's name, and names what it terminates; %j is not it",
    async (confirm) => {
      const executionId = await ended("RECOVERY");
      const input = { executionId, ...(confirm !== undefined && { confirm }) };
      await expect(requestCleanup(world.as("commander"), input)).rejects.toMatchObject({
        code: "CONFIRMATION_REQUIRED",
        conflicts: [
          { kind: "recovery-instance", id: "i-00000001", name: "host", detail: "account 111111111111, us-east-1" },
          { kind: "recovery-instance", id: "i-00000002" },
        ],
      });
      expect(await cleanupsOf(executionId)).toEqual([]);
    },
  );

  test("goes on with it, whatever its case", async () => {
    const executionId = await ended("RECOVERY");
    await requestCleanup(world.as("commander"), { executionId, confirm: " erp " });
    expect(await cleanupsOf(executionId)).toMatchObject([{ status: "SCHEDULED" }]);
  });
});

describe("taking a clean-up back", () => {
  test("drops one that is on the calendar, and audits it; the next has the next number", async () => {
    const executionId = await ended();
    await requestCleanup(world.as("operator"), { executionId, afterMinutes: 30 });
    const task = { executionId, generation: 1, waveNumber: 0, step: "await-due", token: "t" };
    await world.db.stepTask.create({ data: task });
    await dropCleanup(world.as("operator"), { executionId, comment: "still looking" });
    expect(await cleanupsOf(executionId)).toMatchObject([{ status: "DROPPED", endedAt: NOW }]);
    expect(await world.db.stepTask.findFirst({ where: { executionId } })).toMatchObject({ outcome: "over" });
    expect((await auditOf(world.db)).at(-1)?.action).toBe("execution.cleanup-drop");
    expect(await requestCleanup(world.as("operator"), { executionId })).toMatchObject({ cleanup: 2 });
  });

  test("is refused when it runs, or when there is none", async () => {
    const executionId = await ended();
    await expect(dropCleanup(world.as("operator"), { executionId })).rejects.toMatchObject({ code: "INVALID_STATE" });
    await requestCleanup(world.as("operator"), { executionId });
    await world.db.cleanup.updateMany({ where: { executionId }, data: { status: "RUNNING" } });
    await expect(dropCleanup(world.as("operator"), { executionId })).rejects.toMatchObject({
      code: "INVALID_STATE",
      message: containing("has started"),
    });
  });
});

describe("servers whose instance is gone", () => {
  const links = { homeRegion: "eu-north-1", executionArn: () => "arn:aws:states:eu-north-1:1:execution:m:n" };

  test("keep its id, leave the inventory, and count as what they came to", async () => {
    const executionId = await ended();
    const at = {
      accountId_region_sourceServerId: { accountId: "111111111111", region: "us-east-1", sourceServerId: serverId(1) },
    };
    const live = { recoveryInstanceId: "i-00000001", isDrill: true, jobId: null, state: "RUNNING" };
    await world.db.sourceServer.update({ where: at, data: { liveInstances: [live] } });
    await world.db.executionServer.updateMany({
      where: { executionId, sourceServerId: serverId(2) },
      data: { status: "UNHEALTHY", healthyAt: null, error: "impaired" },
    });
    const servers = await world.db.executionServer.findMany({ where: { executionId } });
    const marked = await inExecution(world.system, executionId, (tx) => markTerminated(tx, servers));
    expect(marked).toHaveLength(2);
    expect(await inExecution(world.system, executionId, (tx) => markTerminated(tx, servers))).toEqual([]);
    const view = await getExecution(world.system, executionId, links);
    expect(view.servers).toMatchObject({ total: 2, healthy: 1, failed: 1 });
    expect(view.waves[0]?.servers).toMatchObject([
      { status: "TERMINATED", cameTo: "HEALTHY", recoveryInstanceId: "i-00000001", error: null },
      { status: "TERMINATED", cameTo: "UNHEALTHY", recoveryInstanceId: "i-00000002", error: "impaired" },
    ]);
    expect((await world.db.sourceServer.findUniqueOrThrow({ where: at })).liveInstances).toEqual([]);
  });

  test("are left as they are when another instance took its place", async () => {
    const executionId = await ended();
    const servers = await world.db.executionServer.findMany({ where: { executionId } });
    await world.db.executionServer.updateMany({ where: { executionId }, data: { recoveryInstanceId: "i-0000000f" } });
    expect(await inExecution(world.system, executionId, (tx) => markTerminated(tx, servers))).toEqual([]);
    const now = await world.db.executionServer.findMany({ where: { executionId } });
    expect(now.map(({ status }) => status)).toEqual(["HEALTHY", "HEALTHY"]);
  });
});
