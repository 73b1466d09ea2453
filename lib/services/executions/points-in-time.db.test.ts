import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { saveSnapshotReadings } from "#lib/db/snapshot-readings.ts";
import type { StartExecutionInput } from "#lib/domain/execution-input.ts";

import { createProtectionGroup } from "../protection-groups/create.ts";
import { createRecoveryPlan } from "../recovery-plans/create.ts";
import { addServers, containing, NOW, PLACE, type TestWorld, testWorld } from "../test-world.ts";
import { decideWave } from "./decide.ts";
import { retryServer } from "./decide-server.ts";
import { getExecution } from "./get.ts";
import { startExecution } from "./start.ts";
import { addRunningExecution } from "./test-execution.ts";

const HERE = { ...PLACE, region: "us-east-1" as const };
const LINKS = { homeRegion: "eu-north-1", executionArn: () => "arn:aws:states:eu-north-1:111122223333:execution:m:x" };

let world: TestWorld;
let nextServer = 1;
beforeAll(async () => {
  world = await testWorld();
});
afterAll(() => world.close());

function before(minutes: number): Date {
  return new Date(NOW.getTime() - minutes * 60_000);
}

function snapshotId(server: number, minutes: number): string {
  return `pit-${String(server).padStart(7, "0")}${String(minutes).padStart(10, "0")}`;
}

/** A plan of so many new servers in one wave. */
async function newPlan(count: number) {
  const [from, to] = [nextServer, nextServer + count - 1];
  nextServer = to + 1;
  const ids = await addServers(world.db, [from, to]);
  const group = await createProtectionGroup(world.as("planner"), {
    name: `Group ${from}`,
    ...HERE,
    sourceServerIds: ids,
  });
  const waves = [{ name: "All", protectionGroupIds: [group.id] }];
  const plan = await createRecoveryPlan(world.as("planner"), { name: `Plan ${from}`, waves });
  return { planId: plan.id, name: plan.name, ids, numbers: ids.map((_, index) => from + index) };
}

/** The server's snapshots, so many minutes ago, read so many minutes ago. */
async function read(sourceServerId: string, minutes: readonly number[], readMinutesAgo = 0): Promise<void> {
  const number = Number(sourceServerId.slice(2));
  const snapshots = minutes.map((each) => ({ id: snapshotId(number, each), at: before(each) }));
  const tries = [{ sourceServerId, snapshots, error: null }];
  await saveSnapshotReadings(world.db, HERE, { tries, at: before(readMinutesAgo) });
}

async function start(input: StartExecutionInput) {
  const who = input.type === "DRILL" ? "operator" : "commander";
  const { executionId } = await startExecution(world.as(who), input);
  const seen = await getExecution(world.as("viewer"), executionId, LINKS);
  return { ...seen, all: seen.waves.flatMap((wave) => wave.servers) };
}

const AT = before(60).toISOString();

describe("a start", () => {
  test("says nothing of it and launches the latest data", async () => {
    const { planId } = await newPlan(1);
    const seen = await start({ planId, type: "DRILL" });
    expect(seen.pointInTime).toEqual({ pointInTime: { kind: "LATEST" }, sourceGone: "NO" });
    expect(seen.all).toMatchObject([{ pointInTime: { kind: "LATEST" }, launchedFrom: null }]);
  });

  test("at a moment fixes the snapshot of each server, and leaves to the launch what was not read since", async () => {
    const { planId, ids, numbers } = await newPlan(3);
    await read(ids[0] ?? "", [10, 70, 130]);
    await read(ids[1] ?? "", [90], 61);
    const seen = await start({ planId, type: "DRILL", pointInTime: { at: AT, mayBeOlderByMinutes: 5 } });
    expect(seen.pointInTime.pointInTime).toEqual({ kind: "AT_OR_BEFORE", at: AT });
    const open = { kind: "AT_OR_BEFORE", at: AT };
    expect(seen.all.map((server) => server.pointInTime)).toEqual([
      {
        kind: "SNAPSHOT",
        snapshotId: snapshotId(numbers[0] ?? 0, 70),
        at: before(70).toISOString(),
        askedAt: AT,
        mayBeOlderByMinutes: 5,
      },
      open,
      open,
    ]);
  });

  test("may differ for single servers, of a plan and of a selection", async () => {
    const { planId, ids, numbers } = await newPlan(2);
    await read(ids[0] ?? "", [10, 70]);
    const named = snapshotId(numbers[0] ?? 0, 70);
    const servers = [{ sourceServerId: ids[0] ?? "", pointInTime: { snapshotId: named } }];
    const seen = await start({ planId, type: "DRILL", pointInTime: "newest-snapshot", servers });
    expect(seen.all.map((server) => server.pointInTime)).toMatchObject([
      { kind: "SNAPSHOT", snapshotId: named, askedAt: null, mayBeOlderByMinutes: 60 },
      { kind: "NEWEST_SNAPSHOT" },
    ]);
    const [lone] = await addServers(world.db, [9000, 9000]);
    const sourceServers = [{ ...HERE, sourceServerId: lone ?? "" }];
    const selection = await start({ sourceServers, type: "DRILL", pointInTime: "newest-snapshot" });
    expect(selection.all).toMatchObject([{ pointInTime: { kind: "NEWEST_SNAPSHOT" } }]);
  });

  test("of a drill is refused where a server has nothing so old, or not the snapshot that was named", async () => {
    const { planId, ids } = await newPlan(2);
    await read(ids[0] ?? "", [10, 59]);
    await read(ids[1] ?? "", [10, 61]);
    const refusal = start({ planId, type: "DRILL", pointInTime: { at: AT } });
    await expect(refusal).rejects.toMatchObject({
      code: "SERVER_NOT_RECOVERABLE",
      conflicts: [{ id: ids[0], detail: containing(`no snapshot at or before ${AT}`) }],
    });
    const servers = [{ sourceServerId: ids[1] ?? "", pointInTime: { snapshotId: snapshotId(0, 0) } }];
    await expect(start({ planId, type: "DRILL", servers })).rejects.toMatchObject({
      code: "SERVER_NOT_RECOVERABLE",
      conflicts: [{ id: ids[1], detail: containing("not among its snapshots") }],
    });
  });

  test("of a recovery names such servers first, and then leaves them out with the reason", async () => {
    const { planId, name, ids } = await newPlan(2);
    await read(ids[0] ?? "", [10]);
    await read(ids[1] ?? "", [70]);
    const input = { planId, type: "RECOVERY", pointInTime: { at: AT }, isSourceGone: "yes" } as const;
    await expect(start(input)).rejects.toMatchObject({
      code: "CONFIRMATION_REQUIRED",
      conflicts: [{ id: ids[0], detail: containing("left out: it has no snapshot at or before") }],
    });
    const seen = await start({ ...input, confirm: name });
    expect(seen.pointInTime.sourceGone).toBe("YES");
    expect(seen.all).toMatchObject([
      { sourceServerId: ids[0], status: "SKIPPED", error: containing("no snapshot at or before") },
      { sourceServerId: ids[1], status: "PENDING", pointInTime: { kind: "SNAPSHOT" } },
    ]);
    const audit = await world.db.auditEvent.findFirst({ where: { entityId: seen.id } });
    expect(audit?.detail).toMatchObject({ pointInTime: seen.pointInTime });
  });

  test("is refused for a choice that means nothing", async () => {
    const { planId, ids } = await newPlan(1);
    const drill = { planId, type: "DRILL" } as const;
    const future = new Date(NOW.getTime() + 1).toISOString();
    await expect(start({ ...drill, pointInTime: { at: future } })).rejects.toMatchObject({
      code: "INVALID_REQUEST",
      invalidParams: [{ name: "pointInTime" }],
    });
    await expect(start({ ...drill, isSourceGone: "yes" })).rejects.toMatchObject({
      code: "INVALID_REQUEST",
      invalidParams: [{ name: "isSourceGone" }],
    });
    const one = (sourceServerId: string) => ({ sourceServerId, pointInTime: "latest" as const });
    const stranger = `s-${"9".repeat(17)}`;
    await expect(start({ ...drill, servers: [one(stranger)] })).rejects.toMatchObject({
      code: "INVALID_SERVER_IDS",
      conflicts: [{ id: stranger }],
    });
    const twice = [one(ids[0] ?? ""), one(ids[0] ?? "")];
    await expect(start({ ...drill, servers: twice })).rejects.toThrow("once only");
  });
});

describe("a retry", () => {
  async function failedServer() {
    const { id, servers } = await addRunningExecution(world, {
      waves: [{ status: "AWAITING_DECISION", servers: ["FAILED", "FAILED"] }],
    });
    const ids = servers[0] ?? [];
    await addServers(world.db, [Number(ids[0]?.slice(2)), Number(ids[1]?.slice(2))]);
    for (const each of ids) await read(each, [10, 70]);
    const points = async () => {
      const rows = await world.db.executionServer.findMany({
        where: { executionId: id },
        orderBy: { hostname: "asc" },
      });
      return rows.map(({ status, pointInTime }) => ({ status, pointInTime }));
    };
    return { id, ids, points };
  }

  test("of one server may name a moment or a snapshot; without one it keeps what was chosen", async () => {
    const { id, ids, points } = await failedServer();
    const [first = "", second = ""] = ids;
    await retryServer(world.as("operator"), { executionId: id, sourceServerId: first, pointInTime: { at: AT } });
    await retryServer(world.as("operator"), { executionId: id, sourceServerId: second });
    expect(await points()).toMatchObject([
      { status: "QUEUED", pointInTime: { kind: "SNAPSHOT", at: before(70).toISOString() } },
      { status: "QUEUED", pointInTime: null },
    ]);
  });

  test("of a wave may name a moment for all of them, and is on record with it", async () => {
    const { id, points } = await failedServer();
    const decision = { executionId: id, waveNumber: 1, action: "retry", pointInTime: "newest-snapshot" } as const;
    await decideWave(world.as("operator"), decision);
    expect((await points()).map((each) => each.pointInTime)).toEqual([
      { kind: "NEWEST_SNAPSHOT" },
      { kind: "NEWEST_SNAPSHOT" },
    ]);
    const audit = await world.db.auditEvent.findFirst({ where: { entityId: id } });
    expect(audit?.detail).toMatchObject({ pointInTime: "newest-snapshot" });
  });

  test("is refused where nothing is so old, and where nothing is retried", async () => {
    const { id, ids, points } = await failedServer();
    const old = { at: before(71).toISOString() };
    const retry = { executionId: id, sourceServerId: ids[0] ?? "", pointInTime: old };
    await expect(retryServer(world.as("operator"), retry)).rejects.toMatchObject({
      code: "SERVER_NOT_RECOVERABLE",
      conflicts: [{ id: ids[0] }],
    });
    const skip = { executionId: id, waveNumber: 1, action: "skip", comment: "no", pointInTime: "latest" } as const;
    await expect(decideWave(world.as("operator"), skip)).rejects.toThrow("Only what is retried");
    expect((await points()).map((each) => each.status)).toEqual(["FAILED", "FAILED"]);
  });
});
