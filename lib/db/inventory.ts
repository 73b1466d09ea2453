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

/** Replaces what is known of one account and Region. Servers that are no longer there are kept, marked as gone. */
export async function saveInventory(
  db: Database,
  place: AccountRegion,
  seen: { servers: readonly SourceServer[]; at: Date },
): Promise<void> {
  const { accountId, region } = place;
  for (const server of seen.servers) {
    const { sourceServerId } = server;
    const data = { ...server, searchText: searchTextOf(server) };
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
