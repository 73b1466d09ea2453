import { z } from "zod";

import type { Snapshot } from "#lib/domain/point-in-time/choose-snapshot.ts";
import type { SnapshotReading } from "#lib/domain/point-in-time/reading.ts";
import { type AccountRegion, serverKey, type ServerRef } from "#lib/domain/regions.ts";

import { announceChange } from "./changes.ts";
import type { Database } from "./client.ts";
import { Prisma } from "./generated/client.ts";
import { readStoredJson } from "./stored-json.ts";

const Stored = z.array(z.object({ id: z.string(), at: z.coerce.date() })).nullable();

/** What was read of these servers, by `serverKey`. */
export async function snapshotReadingsOf(
  db: Database,
  servers: readonly ServerRef[],
): Promise<ReadonlyMap<string, SnapshotReading>> {
  const rows = await db.snapshotReading.findMany({
    where: { sourceServerId: { in: servers.map((server) => server.sourceServerId) } },
  });
  return new Map(
    rows.map((row) => {
      const { readAt, error } = row;
      return [serverKey(row), { snapshots: readStoredJson(Stored, row.snapshots), readAt, error }];
    }),
  );
}

/** Who waits for readings hears of new wishes under this name. */
export const SNAPSHOTS_WANTED = "snapshots-wanted";

/** Asks the worker to read the snapshots of those servers that it did not try since `before`. Asking twice is asking once. */
export async function wantSnapshots(
  db: Database,
  servers: readonly ServerRef[],
  { at, before }: { at: Date; before: Date },
): Promise<void> {
  const count = await db.$executeRaw`
    INSERT INTO snapshot_reading AS r (account_id, region, source_server_id, wanted_at)
    SELECT s.account_id, s.region, s.source_server_id, ${at}
    FROM jsonb_to_recordset(${JSON.stringify(servers)}::jsonb)
      AS w("accountId" text, region text, "sourceServerId" text)
    JOIN source_server s
      ON s.account_id = w."accountId" AND s.region = w.region AND s.source_server_id = w."sourceServerId"
    ORDER BY 1, 2, 3
    ON CONFLICT (account_id, region, source_server_id) DO UPDATE SET wanted_at = EXCLUDED.wanted_at
      WHERE (r.tried_at IS NULL OR r.tried_at < ${before}) AND (r.wanted_at IS NULL OR r.wanted_at <= r.tried_at)`;
  if (count > 0) await announceChange(db, SNAPSHOTS_WANTED);
}

export type ReadingTimes = { at: Date; readSeconds: number; retrySeconds: number };

/** Accounts and Regions with a server whose snapshots are due to be read. */
export async function placesWithDueSnapshots(db: Database, every: ReadingTimes): Promise<AccountRegion[]> {
  return db.$queryRaw<AccountRegion[]>`
    SELECT DISTINCT d.account_id AS "accountId", d.region FROM (${due(every)}) d ORDER BY 1, 2`;
}

/** Servers of a place whose snapshots are due, those that somebody waits for first. At most `limit`. */
export async function serversWithDueSnapshots(
  db: Database,
  { accountId, region }: AccountRegion,
  every: ReadingTimes & { limit: number },
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT d.source_server_id AS id FROM (${due(every)}) d
    WHERE d.account_id = ${accountId} AND d.region = ${region}
    ORDER BY d.is_wanted DESC, d.tried_at ASC NULLS FIRST, d.source_server_id
    LIMIT ${every.limit}`;
  return rows.map((row) => row.id);
}

/** Servers of protection groups in their turn, and whatever was asked for since it was last tried. */
function due({ at, readSeconds, retrySeconds }: ReadingTimes): Prisma.Sql {
  const before = (seconds: number) => new Date(at.getTime() - seconds * 1000);
  return Prisma.sql`
    SELECT s.account_id, s.region, s.source_server_id, r.tried_at,
           COALESCE(r.wanted_at > r.tried_at OR r.tried_at IS NULL AND r.wanted_at IS NOT NULL, false) AS is_wanted
    FROM source_server s
    LEFT JOIN group_server m
      ON m.account_id = s.account_id AND m.region = s.region AND m.source_server_id = s.source_server_id
    LEFT JOIN snapshot_reading r
      ON r.account_id = s.account_id AND r.region = s.region AND r.source_server_id = s.source_server_id
    WHERE s.gone_at IS NULL AND (
      (r.wanted_at IS NOT NULL AND (r.tried_at IS NULL OR r.wanted_at > r.tried_at))
      OR (m.group_id IS NOT NULL AND (r.tried_at IS NULL
        OR r.tried_at <= CASE WHEN r.error IS NULL THEN ${before(readSeconds)}::timestamptz
                              ELSE ${before(retrySeconds)}::timestamptz END)))`;
}

/** One try. Without snapshots what was read before stays, with its age. */
export type SnapshotTry = { sourceServerId: string; snapshots: Snapshot[] | null; error: string | null };

export async function saveSnapshotReadings(
  db: Database,
  { accountId, region }: AccountRegion,
  { tries, at }: { tries: readonly SnapshotTry[]; at: Date },
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO snapshot_reading AS r (account_id, region, source_server_id, snapshots, read_at, error, tried_at)
    SELECT s.account_id, s.region, s.source_server_id, NULLIF(t.snapshots, 'null'::jsonb),
           CASE WHEN t.error IS NULL THEN ${at}::timestamptz END, t.error, ${at}
    FROM jsonb_to_recordset(${JSON.stringify(tries)}::jsonb)
      AS t("sourceServerId" text, snapshots jsonb, error text)
    JOIN source_server s
      ON s.account_id = ${accountId} AND s.region = ${region} AND s.source_server_id = t."sourceServerId"
    ORDER BY 3
    ON CONFLICT (account_id, region, source_server_id) DO UPDATE
      SET snapshots = COALESCE(EXCLUDED.snapshots, r.snapshots), read_at = COALESCE(EXCLUDED.read_at, r.read_at),
          error = EXCLUDED.error, tried_at = EXCLUDED.tried_at`;
}
