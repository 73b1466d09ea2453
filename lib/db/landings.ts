import { Landing, type LandingReading } from "#lib/domain/drill-landing.ts";
import { type AccountRegion, serverKey, type ServerRef } from "#lib/domain/regions.ts";

import type { Database } from "./client.ts";
import { readStoredJson } from "./stored-json.ts";

/** What was read of these servers, by `serverKey`. */
export async function landingsOf(
  db: Database,
  servers: readonly ServerRef[],
): Promise<ReadonlyMap<string, LandingReading>> {
  const rows = await db.landing.findMany({
    where: { sourceServerId: { in: servers.map((server) => server.sourceServerId) } },
    select: { accountId: true, region: true, sourceServerId: true, landing: true, readAt: true, error: true },
  });
  return new Map(
    rows.map((row) => [
      serverKey(row),
      {
        landing: row.landing === null ? null : readStoredJson(Landing, row.landing),
        readAt: row.readAt,
        error: row.error,
      },
    ]),
  );
}

/** How long servers of no group are read after somebody asked. */
const WANTED_FOR_MS = 86_400_000;
/** Not written again for every look at a page. */
const WANTED_AGAIN_AFTER_MS = 3_600_000;

/** Asks the worker to read servers that may be in no protection group. */
export async function wantLandings(db: Database, servers: readonly ServerRef[], at: Date): Promise<void> {
  await db.$executeRaw`
    INSERT INTO landing (account_id, region, source_server_id, wanted_at)
    SELECT s.account_id, s.region, s.source_server_id, ${at}
    FROM jsonb_to_recordset(${JSON.stringify(servers)}::jsonb)
      AS w("accountId" text, region text, "sourceServerId" text)
    JOIN source_server s
      ON s.account_id = w."accountId" AND s.region = w.region AND s.source_server_id = w."sourceServerId"
    ORDER BY 1, 2, 3
    ON CONFLICT (account_id, region, source_server_id) DO UPDATE SET wanted_at = EXCLUDED.wanted_at
      WHERE landing.wanted_at IS NULL OR landing.wanted_at < ${new Date(at.getTime() - WANTED_AGAIN_AFTER_MS)}`;
}

/** Servers of protection groups, and others that were asked for, whose reading is due. */
export async function dueLandings(
  db: Database,
  every: { at: Date; readSeconds: number; retrySeconds: number },
): Promise<ServerRef[]> {
  const before = (seconds: number) => new Date(every.at.getTime() - seconds * 1000);
  return db.$queryRaw<ServerRef[]>`
    SELECT s.account_id AS "accountId", s.region, s.source_server_id AS "sourceServerId"
    FROM source_server s
    JOIN account a ON a.account_id = s.account_id
    LEFT JOIN group_server m
      ON m.account_id = s.account_id AND m.region = s.region AND m.source_server_id = s.source_server_id
    LEFT JOIN landing l
      ON l.account_id = s.account_id AND l.region = s.region AND l.source_server_id = s.source_server_id
    WHERE s.gone_at IS NULL
      AND (m.group_id IS NOT NULL OR l.wanted_at > ${before(WANTED_FOR_MS / 1000)})
      AND (l.tried_at IS NULL
        OR l.tried_at < a.sync_requested_at
        OR l.tried_at <= CASE WHEN l.error IS NULL THEN ${before(every.readSeconds)}::timestamptz
                              ELSE ${before(every.retrySeconds)}::timestamptz END)
    ORDER BY 1, 2, 3`;
}

/** One try. Without a landing what was read before stays, with its age. */
export type LandingTry = { sourceServerId: string; landing: Landing | null; error: string | null };

export async function saveLandings(
  db: Database,
  { accountId, region }: AccountRegion,
  { tries, at }: { tries: readonly LandingTry[]; at: Date },
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO landing AS l (account_id, region, source_server_id, landing, read_at, error, tried_at)
    SELECT s.account_id, s.region, s.source_server_id, t.landing,
           CASE WHEN t.landing IS NULL THEN NULL ELSE ${at}::timestamptz END, t.error, ${at}
    FROM jsonb_to_recordset(${JSON.stringify(tries)}::jsonb)
      AS t("sourceServerId" text, landing jsonb, error text)
    JOIN source_server s
      ON s.account_id = ${accountId} AND s.region = ${region} AND s.source_server_id = t."sourceServerId"
    ORDER BY 3
    ON CONFLICT (account_id, region, source_server_id) DO UPDATE
      SET landing = COALESCE(EXCLUDED.landing, l.landing), read_at = COALESCE(EXCLUDED.read_at, l.read_at),
          error = EXCLUDED.error, tried_at = EXCLUDED.tried_at`;
}
