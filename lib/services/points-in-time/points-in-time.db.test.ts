import { afterAll, beforeAll, expect, test } from "vitest";

import { saveSnapshotReadings, serversWithDueSnapshots } from "#lib/db/snapshot-readings.ts";

import { createProtectionGroup } from "../protection-groups/create.ts";
import { createRecoveryPlan } from "../recovery-plans/create.ts";
import { addServers, NOW, PLACE, serverId, type TestWorld, testWorld } from "../test-world.ts";
import { getPlanPointsInTime } from "./of-plan.ts";
import { getSelectionPointsInTime } from "./of-selection.ts";

const HERE = { ...PLACE, region: "us-east-1" as const };
const NO_PLAN = "00000000-0000-4000-8000-000000000000";
const [WEB, DB, OLD, NEW] = [serverId(1), serverId(2), serverId(3), serverId(4)];

let world: TestWorld;
let planId: string;

/** Of four servers three are read: two a moment ago, one an hour ago and not seen by DRS for ten minutes. */
beforeAll(async () => {
  world = await testWorld();
  await addServers(world.db, [1, 4], { lastSeenAt: NOW });
  await world.db.sourceServer.updateMany({ where: { sourceServerId: OLD }, data: { lastSeenAt: before(10) } });
  const group = await createProtectionGroup(world.as("planner"), {
    name: "Shop",
    ...HERE,
    sourceServerIds: [WEB, DB, OLD, NEW],
  });
  const waves = [{ name: "All", protectionGroupIds: [group.id] }];
  planId = (await createRecoveryPlan(world.as("planner"), { name: "Shop", waves })).id;
  await read(WEB, [10, 70], 0);
  await read(DB, [12, 200], 0);
  await read(OLD, [75], 61);
});
afterAll(() => world.close());

function before(minutes: number): Date {
  return new Date(NOW.getTime() - minutes * 60_000);
}

async function read(sourceServerId: string, minutes: readonly number[], readMinutesAgo: number): Promise<void> {
  const snapshots = minutes.map((each) => ({ id: `pit-${each}`, at: before(each) }));
  const tries = [{ sourceServerId, snapshots, error: null }];
  await saveSnapshotReadings(world.db, HERE, { tries, at: before(readMinutesAgo) });
}

const viewer = () => world.as("viewer");

test("the scale has the moments of all servers that were read, and the rest is asked for at once", async () => {
  const seen = await getPlanPointsInTime(viewer(), planId);
  expect(seen).toMatchObject({
    counts: { servers: 4, read: 3, problems: 0, onDemand: 4 },
    isReading: true,
    oldestReadAt: null,
    skewSeconds: null,
    worstMinutesLost: null,
  });
  expect(seen.scale.stops.map(({ at, serverCount }) => [at, serverCount])).toEqual([
    [before(200).toISOString(), 1],
    [before(75).toISOString(), 2],
    [before(70).toISOString(), 3],
    [before(12).toISOString(), 3],
    [before(10).toISOString(), 3],
  ]);
  expect(seen.scale.everyServer).toEqual({ from: before(70).toISOString(), to: before(10).toISOString() });
  const times = { at: NOW, readSeconds: 900_000, retrySeconds: 900_000, limit: 10 };
  expect(await serversWithDueSnapshots(world.db, HERE, times)).toEqual([NEW, OLD]);
});

test("a choice says of each server what it loses, worst first, and how far apart they are", async () => {
  const seen = await getPlanPointsInTime(viewer(), planId, { pointInTime: { at: before(11).toISOString() } });
  expect(seen).toMatchObject({ skewSeconds: 63 * 60, worstMinutesLost: 75, counts: { problems: 1 } });
  expect(seen.servers.map((server) => [server.sourceServerId, server.minutesLost, server.problem])).toEqual([
    [NEW, null, "not-read"],
    [OLD, 75, null],
    [WEB, 70, null],
    [DB, 12, null],
  ]);
});

test("single servers may differ, and what is lost is counted from the incident", async () => {
  const seen = await getPlanPointsInTime(viewer(), planId, {
    pointInTime: { at: before(71).toISOString() },
    servers: [{ sourceServerId: WEB, pointInTime: "newest-snapshot" }],
    incidentAt: before(5).toISOString(),
  });
  const web = seen.servers.find((server) => server.sourceServerId === WEB);
  expect(web).toMatchObject({ snapshotId: "pit-10", minutesLost: 5, wave: 1 });
});

test("from sources that are gone the newest snapshot is launched, of all or of those that were not seen", async () => {
  const all = await getPlanPointsInTime(viewer(), planId, { isSourceGone: "yes" });
  expect(all.servers.map((server) => server.snapshotId)).toEqual([null, "pit-75", "pit-12", "pit-10"]);
  const some = await getPlanPointsInTime(viewer(), planId, { isSourceGone: "per-server" });
  const gone = some.servers.filter((server) => server.isSourceGone);
  expect(gone).toMatchObject([{ sourceServerId: OLD, snapshotId: "pit-75" }]);
  expect(some.counts.onDemand).toBe(3);
});

test("a selection is judged in the same way, and what is not there is refused", async () => {
  const sourceServers = [{ ...HERE, sourceServerId: DB }];
  const seen = await getSelectionPointsInTime(viewer(), { sourceServers, pointInTime: "newest-snapshot" });
  expect(seen).toMatchObject({ isReading: false, oldestReadAt: NOW.toISOString(), worstMinutesLost: 12 });
  expect(seen.servers).toMatchObject([
    { sourceServerId: DB, wave: null, snapshotId: "pit-12", newestAt: before(12).toISOString() },
  ]);
  const strangers = [{ ...HERE, sourceServerId: serverId(99) }];
  const refusal = getSelectionPointsInTime(viewer(), { sourceServers: strangers });
  await expect(refusal).rejects.toMatchObject({ code: "INVALID_SERVER_IDS" });
  await expect(getPlanPointsInTime(viewer(), NO_PLAN)).rejects.toMatchObject({ code: "NOT_FOUND" });
  const future = { pointInTime: { at: new Date(NOW.getTime() + 1).toISOString() } };
  await expect(getPlanPointsInTime(viewer(), planId, future)).rejects.toMatchObject({ code: "INVALID_REQUEST" });
});
