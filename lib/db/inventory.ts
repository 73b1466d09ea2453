import type { RegionSyncState } from "#lib/domain/account.ts";
import type { AccountRegion } from "#lib/domain/regions.ts";
import { LiveInstance, type SourceServer } from "#lib/domain/source-server.ts";

import type { Database } from "./client.ts";

type ServerRef = AccountRegion & { sourceServerId: string };

/** Adds an instance that we launched ourselves, so that nobody has to wait for the next sync to know of it. */
export async function addLiveInstance(
  db: Database,
  { accountId, region, sourceServerId }: ServerRef,
  instance: { recoveryInstanceId: string; isDrill: boolean },
): Promise<void> {
  const key = { accountId, region, sourceServerId };
  const row = await db.sourceServer.findUnique({ where: { accountId_region_sourceServerId: key } });
  if (row === null) return;
  const live = LiveInstance.array().parse(row.liveInstances);
  // A launch replaces every earlier instance of its server.
  const kept = live.filter((other) => other.recoveryInstanceId === instance.recoveryInstanceId);
  const added: LiveInstance = { ...instance, jobId: kept[0]?.jobId ?? null, state: "RUNNING" };
  await db.sourceServer.update({ where: { accountId_region_sourceServerId: key }, data: { liveInstances: [added] } });
}

/** Takes out instances that are gone, so that nobody has to wait for the next sync to know it. */
export async function removeLiveInstance(
  db: Database,
  { accountId, region, sourceServerId }: ServerRef,
  recoveryInstanceId: string,
): Promise<void> {
  const key = { accountId, region, sourceServerId };
  const row = await db.sourceServer.findUnique({ where: { accountId_region_sourceServerId: key } });
  if (row === null) return;
  const live = LiveInstance.array().parse(row.liveInstances);
  const left = live.filter((instance) => instance.recoveryInstanceId !== recoveryInstanceId);
  if (left.length === live.length) return;
  await db.sourceServer.update({
    where: { accountId_region_sourceServerId: key },
    data: { liveInstances: left },
  });
}

/** Replaces what is known of one account and Region. Servers that are no longer there are kept, marked as gone. */
export async function saveInventory(
  db: Database,
  place: AccountRegion,
  seen: { servers: readonly SourceServer[]; at: Date },
): Promise<void> {
  const { accountId, region } = place;
  const launched = await recentLaunches(db, place, seen.at);
  for (const server of seen.servers) {
    const { sourceServerId } = server;
    const liveInstances = withRecentLaunches(server.liveInstances, launched.get(sourceServerId) ?? []);
    const data = { ...server, liveInstances, searchText: searchTextOf(server) };
    await db.sourceServer.upsert({
      where: { accountId_region_sourceServerId: { accountId, region, sourceServerId } },
      create: data,
      update: data,
    });
  }
  await db.sourceServer.updateMany({
    where: { accountId, region, goneAt: null, syncedAt: { lt: seen.at } },
    data: { goneAt: seen.at },
  });
}

/** DRS lists a recovery instance some seconds after its launch; 5 to 60 were seen. Until then our own word counts. */
const LISTED_AFTER_MS = 300_000;

async function recentLaunches(
  db: Database,
  { accountId, region }: AccountRegion,
  at: Date,
): Promise<Map<string, LiveInstance[]>> {
  const since = new Date(at.getTime() - LISTED_AFTER_MS);
  const rows = await db.executionServer.findMany({
    where: {
      ...{ accountId, region, launchedAt: { gte: since } },
      recoveryInstanceId: { not: null },
      status: { not: "TERMINATED" },
    },
    select: {
      ...{ sourceServerId: true, recoveryInstanceId: true },
      execution: { select: { type: true } },
      launch: { select: { jobId: true } },
    },
  });
  const instances = rows.flatMap(({ sourceServerId, recoveryInstanceId, execution, launch }) => {
    if (recoveryInstanceId === null) return [];
    const isDrill = execution.type === "DRILL";
    return [{ sourceServerId, recoveryInstanceId, isDrill, jobId: launch?.jobId ?? null, state: "RUNNING" }];
  });
  return Map.groupBy(instances, (each) => each.sourceServerId);
}

function withRecentLaunches(listed: readonly LiveInstance[], launched: readonly LiveInstance[]): LiveInstance[] {
  const known = new Set(listed.map((each) => each.recoveryInstanceId));
  const missing = launched.filter((each) => !known.has(each.recoveryInstanceId));
  return [...listed, ...missing.map((each) => LiveInstance.parse(each))];
}

function searchTextOf(server: SourceServer): string {
  const tags = Object.entries(server.tags).map(([key, value]) => `${key}=${value}`);
  return [server.hostname, server.sourceServerId, ...server.ipAddresses, ...tags].join(" ").toLowerCase();
}

/** Every account and Region in use, with the way into the account. */
export async function listAccountRegions(db: Database) {
  const account = { select: { accountId: true, roleArn: true, externalId: true, syncRequestedAt: true } };
  return db.accountRegion.findMany({ include: { account }, orderBy: [{ accountId: "asc" }, { region: "asc" }] });
}

export type AccountRegionRow = Awaited<ReturnType<typeof listAccountRegions>>[number];

export type RegionSync = { state: RegionSyncState; triedAt: Date; syncedAt?: Date; error: string | null };

export async function saveRegionSync(
  db: Database,
  { accountId, region }: AccountRegion,
  sync: RegionSync,
): Promise<void> {
  await db.accountRegion.update({ where: { accountId_region: { accountId, region } }, data: sync });
}
