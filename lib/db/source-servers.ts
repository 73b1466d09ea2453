import { z } from "zod";

import { type AccountRegion, serverKey, type ServerRef } from "#lib/domain/regions.ts";
import { LiveInstance, type SourceServer, type SourceServerQuery } from "#lib/domain/source-server.ts";

import type { Database } from "./client.ts";
import { Prisma } from "./generated/client.ts";
import type { SourceServerModel } from "./generated/models.ts";
import { RECOVERABLE, RECOVERABLE_SQL } from "./recoverable.ts";
import { literalPattern } from "./search-pattern.ts";
import { readStoredJson } from "./stored-json.ts";

export type NamedRef = { id: string; name: string };
export type InventoryServer = SourceServer & { accountName: string; protectionGroup: NamedRef | null };

const Tags = z.record(z.string(), z.string());
const LiveInstances = z.array(LiveInstance);

export function toSourceServer(row: SourceServerModel): SourceServer {
  return {
    sourceServerId: row.sourceServerId,
    accountId: row.accountId,
    region: row.region,
    hostname: row.hostname,
    os: row.os,
    osFamily: row.osFamily,
    tags: readStoredJson(Tags, row.tags),
    ipAddresses: row.ipAddresses,
    replicationState: row.replicationState,
    replicationError: row.replicationError,
    hasSnapshot: row.hasSnapshot,
    lagSeconds: row.lagSeconds,
    initialSyncPercent: row.initialSyncPercent,
    sourceRegion: row.sourceRegion,
    recommendedInstanceType: row.recommendedInstanceType,
    lastSeenAt: row.lastSeenAt,
    activeJobId: row.activeJobId,
    liveInstances: readStoredJson(LiveInstances, row.liveInstances),
    syncedAt: row.syncedAt,
    goneAt: row.goneAt,
  };
}

const SURROUNDINGS = {
  place: { select: { account: { select: { name: true } } } },
  membership: { select: { group: { select: { id: true, name: true } } } },
} satisfies Prisma.SourceServerInclude;
type ServerRow = Prisma.SourceServerGetPayload<{ include: typeof SURROUNDINGS }>;

function toInventoryServer(row: ServerRow): InventoryServer {
  return {
    ...toSourceServer(row),
    accountName: row.place.account.name,
    protectionGroup: row.membership?.group ?? null,
  };
}

export type ServerFilter = Omit<SourceServerQuery, "limit" | "cursor">;
export type ServerPosition = { hostname: string; sourceServerId: string };

/** Servers by hostname. One that DRS lost shows while a group still names it, so that somebody takes it out. */
export async function listServers(
  db: Database,
  filter: ServerFilter,
  page: { after: ServerPosition | null; limit: number },
): Promise<InventoryServer[]> {
  const rows = await db.sourceServer.findMany({
    where: { AND: [{ OR: [{ goneAt: null }, { membership: { isNot: null } }] }, toWhere(filter), behind(page.after)] },
    include: SURROUNDINGS,
    orderBy: [{ hostname: "asc" }, { sourceServerId: "asc" }],
    take: page.limit + 1,
  });
  return rows.map(toInventoryServer);
}

function toWhere(filter: ServerFilter): Prisma.SourceServerWhereInput {
  const { accountId, region, search, assigned, state, recoverable } = filter;
  return {
    ...(accountId !== undefined && { accountId }),
    ...(region !== undefined && { region }),
    ...(state !== undefined && { replicationState: state }),
    ...(search !== undefined && { searchText: { contains: literalPattern(search.toLowerCase()) } }),
    ...(assigned !== undefined && { membership: assigned ? { isNot: null } : null }),
    ...(recoverable === true && { AND: RECOVERABLE }),
    ...(recoverable === false && { NOT: RECOVERABLE }),
  };
}

function behind(after: ServerPosition | null): Prisma.SourceServerWhereInput {
  if (after === null) return {};
  const { hostname, sourceServerId } = after;
  // The first condition alone lets the index skip what was read before.
  return {
    hostname: { gte: hostname },
    OR: [{ hostname: { gt: hostname } }, { sourceServerId: { gt: sourceServerId } }],
  };
}

export async function findServer(db: Database, sourceServerId: string): Promise<InventoryServer | null> {
  const row = await db.sourceServer.findFirst({ where: { sourceServerId }, include: SURROUNDINGS });
  return row === null ? null : toInventoryServer(row);
}

/** Those of the named servers that DRS still has, by hostname. */
export async function serversNamed(db: Database, named: readonly ServerRef[]): Promise<SourceServer[]> {
  const rows = await db.sourceServer.findMany({
    where: { sourceServerId: { in: named.map((server) => server.sourceServerId) }, goneAt: null },
    orderBy: [{ hostname: "asc" }, { sourceServerId: "asc" }],
  });
  const keys = new Set(named.map(serverKey));
  return rows.filter((row) => keys.has(serverKey(row))).map(toSourceServer);
}

export async function serversOfGroup(db: Database, groupId: string): Promise<SourceServer[]> {
  const rows = await db.sourceServer.findMany({
    where: { membership: { groupId } },
    orderBy: [{ hostname: "asc" }, { sourceServerId: "asc" }],
  });
  return rows.map(toSourceServer);
}

export type ServerMembership = ServerPosition & { group: NamedRef | null };

/** Those of `ids` that DRS still has in this place, with the group each is in. */
export async function serversPresent(
  db: Database,
  place: AccountRegion,
  ids: readonly string[],
): Promise<ServerMembership[]> {
  return db.$queryRaw<ServerMembership[]>`
    SELECT s.source_server_id AS "sourceServerId", s.hostname,
           CASE WHEN g.id IS NULL THEN NULL ELSE jsonb_build_object('id', g.id, 'name', g.name) END AS "group"
    FROM source_server s
    LEFT JOIN group_server m USING (account_id, region, source_server_id)
    LEFT JOIN protection_group g ON g.id = m.group_id
    WHERE s.account_id = ${place.accountId} AND s.region = ${place.region}
      AND s.source_server_id = ANY(${[...ids]}) AND s.gone_at IS NULL`;
}

export type PlaceFilter = { accountId?: string | undefined; region?: string | undefined };
export type ServerTotals = { total: number; notRecoverable: number; unassigned: number; inventoryAt: Date | null };

/** Totals over the servers that `listServers` shows. `inventoryAt` is the oldest last sync: nothing shown is older. */
export async function countServers(db: Database, place: PlaceFilter): Promise<ServerTotals> {
  const [totals] = await db.$queryRaw<ServerTotals[]>`
    SELECT count(*)::int AS total,
           count(*) FILTER (WHERE NOT ${RECOVERABLE_SQL})::int AS "notRecoverable",
           count(*) FILTER (WHERE m.group_id IS NULL)::int AS unassigned,
           (SELECT min(r.synced_at) FROM account_region r WHERE ${inPlace("r", place)}) AS "inventoryAt"
    FROM source_server s
    LEFT JOIN group_server m USING (account_id, region, source_server_id)
    WHERE (s.gone_at IS NULL OR m.group_id IS NOT NULL) AND ${inPlace("s", place)}`;
  return totals ?? { total: 0, notRecoverable: 0, unassigned: 0, inventoryAt: null };
}

function inPlace(table: "r" | "s", { accountId, region }: PlaceFilter): Prisma.Sql {
  const name = Prisma.raw(table);
  return Prisma.join(
    [
      Prisma.sql`TRUE`,
      ...(accountId === undefined ? [] : [Prisma.sql`${name}.account_id = ${accountId}`]),
      ...(region === undefined ? [] : [Prisma.sql`${name}.region = ${region}`]),
    ],
    " AND ",
  );
}
