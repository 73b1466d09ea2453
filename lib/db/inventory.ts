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

const ROWS_A_STATEMENT = 1000;

/** Replaces what is known of one account and Region. Servers that are no longer there are kept, marked as gone. */
export async function saveInventory(
  db: Database,
  place: AccountRegion,
  seen: { servers: readonly SourceServer[]; at: Date },
): Promise<void> {
  const { accountId, region } = place;
  // From here on nobody adds an instance to these servers; what was added before is read next.
  await db.$queryRaw`
    SELECT 1 FROM source_server WHERE account_id = ${accountId} AND region = ${region} ORDER BY source_server_id FOR UPDATE`;
  const launched = await recentLaunches(db, place, seen.at);
  const rows = seen.servers.map((server) => toRow(server, launched.get(server.sourceServerId) ?? []));
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    await upsertRows(db, rows.slice(from, from + ROWS_A_STATEMENT));
  }
  await db.sourceServer.updateMany({
    where: { accountId, region, goneAt: null, syncedAt: { lt: seen.at } },
    data: { goneAt: seen.at },
  });
}

/** By the names of the columns, as `jsonb_populate_recordset` reads them. */
function toRow(server: SourceServer, launched: readonly LiveInstance[]) {
  return {
    account_id: server.accountId,
    region: server.region,
    source_server_id: server.sourceServerId,
    hostname: server.hostname,
    os: server.os,
    os_family: server.osFamily,
    tags: server.tags,
    ip_addresses: server.ipAddresses,
    replication_state: server.replicationState,
    replication_error: server.replicationError,
    has_snapshot: server.hasSnapshot,
    lag_seconds: server.lagSeconds,
    initial_sync_percent: server.initialSyncPercent,
    source_region: server.sourceRegion,
    recommended_instance_type: server.recommendedInstanceType,
    last_seen_at: server.lastSeenAt,
    active_job_id: server.activeJobId,
    live_instances: withRecentLaunches(server.liveInstances, launched),
    search_text: searchTextOf(server),
    synced_at: server.syncedAt,
    gone_at: server.goneAt,
  };
}

/** Thousands of servers in one statement: their rows are locked for as short a time as can be. */
async function upsertRows(db: Database, rows: readonly ReturnType<typeof toRow>[]): Promise<void> {
  await db.$executeRaw`
    INSERT INTO source_server
    SELECT * FROM jsonb_populate_recordset(NULL::source_server, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT (account_id, region, source_server_id) DO UPDATE SET
      hostname = EXCLUDED.hostname, os = EXCLUDED.os, os_family = EXCLUDED.os_family, tags = EXCLUDED.tags,
      ip_addresses = EXCLUDED.ip_addresses, replication_state = EXCLUDED.replication_state,
      replication_error = EXCLUDED.replication_error, has_snapshot = EXCLUDED.has_snapshot,
      lag_seconds = EXCLUDED.lag_seconds, initial_sync_percent = EXCLUDED.initial_sync_percent,
      source_region = EXCLUDED.source_region, recommended_instance_type = EXCLUDED.recommended_instance_type,
      last_seen_at = EXCLUDED.last_seen_at, active_job_id = EXCLUDED.active_job_id,
      live_instances = EXCLUDED.live_instances, search_text = EXCLUDED.search_text,
      synced_at = EXCLUDED.synced_at, gone_at = EXCLUDED.gone_at`;
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
