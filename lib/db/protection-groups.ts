import { nameKey } from "#lib/domain/names.ts";
import type { ProtectionGroupQuery } from "#lib/domain/protection-group.ts";
import type { AccountRegion } from "#lib/domain/regions.ts";

import type { Database } from "./client.ts";
import type { Prisma } from "./generated/client.ts";
import { RECOVERABLE_SQL } from "./recoverable.ts";
import { literalPattern } from "./search-pattern.ts";
import type { NamedRef } from "./source-servers.ts";

export type GroupRecord = AccountRegion & {
  id: string;
  name: string;
  nameKey: string;
  description: string | null;
  accountName: string;
  version: number;
  createdAt: Date;
  updatedAt: Date;
  plans: NamedRef[];
  /** By hostname. */
  sourceServerIds: string[];
  recoverableCount: number;
};

const SURROUNDINGS = {
  place: { select: { account: { select: { name: true } } } },
  plans: { select: { plan: { select: { id: true, name: true } } }, orderBy: { plan: { nameKey: "asc" } } },
} satisfies Prisma.ProtectionGroupInclude;
type GroupRow = Prisma.ProtectionGroupGetPayload<{ include: typeof SURROUNDINGS }>;

async function withMembers(db: Database, rows: readonly GroupRow[]): Promise<GroupRecord[]> {
  const ids = rows.map((row) => row.id);
  const members = new Map((await membersOf(db, ids)).map((found) => [found.groupId, found]));
  return rows.map(({ place, plans, ...row }) => ({
    ...row,
    accountName: place.account.name,
    plans: plans.map(({ plan }) => plan),
    sourceServerIds: members.get(row.id)?.sourceServerIds ?? [],
    recoverableCount: members.get(row.id)?.recoverableCount ?? 0,
  }));
}

type Members = { groupId: string; sourceServerIds: string[]; recoverableCount: number };

async function membersOf(db: Database, groupIds: readonly string[]): Promise<Members[]> {
  return db.$queryRaw<Members[]>`
    SELECT m.group_id AS "groupId",
           array_agg(s.source_server_id ORDER BY s.hostname, s.source_server_id) AS "sourceServerIds",
           count(*) FILTER (WHERE ${RECOVERABLE_SQL})::int AS "recoverableCount"
    FROM group_server m
    JOIN source_server s USING (account_id, region, source_server_id)
    WHERE m.group_id = ANY(${[...groupIds]}::uuid[])
    GROUP BY m.group_id`;
}

export type GroupFilter = Omit<ProtectionGroupQuery, "limit" | "cursor">;

export async function listGroups(
  db: Database,
  filter: GroupFilter,
  page: { after: string | null; limit: number },
): Promise<GroupRecord[]> {
  const { accountId, region, search } = filter;
  const rows = await db.protectionGroup.findMany({
    where: {
      AND: [
        page.after === null ? {} : { nameKey: { gt: page.after } },
        search === undefined ? {} : { nameKey: { contains: literalPattern(nameKey(search)) } },
        accountId === undefined ? {} : { accountId },
        region === undefined ? {} : { region },
      ],
    },
    include: SURROUNDINGS,
    orderBy: { nameKey: "asc" },
    take: page.limit + 1,
  });
  return withMembers(db, rows);
}

export async function findGroup(db: Database, id: string): Promise<GroupRecord | null> {
  const row = await db.protectionGroup.findUnique({ where: { id }, include: SURROUNDINGS });
  return row === null ? null : ((await withMembers(db, [row]))[0] ?? null);
}

export async function findGroupByNameKey(db: Database, key: string): Promise<NamedRef | null> {
  return db.protectionGroup.findUnique({ where: { nameKey: key }, select: { id: true, name: true } });
}

/** Holds a group so that no plan can take it up until the transaction ends. False when there is no such group. */
export async function lockGroup(db: Database, id: string): Promise<boolean> {
  const held = await db.$queryRaw<unknown[]>`SELECT 1 FROM protection_group WHERE id = ${id}::uuid FOR UPDATE`;
  return held.length > 0;
}

export type UsingExecution = { executionId: string; planName: string };

/** Executions that have not ended and run servers of this group. */
export async function executionsUsingGroup(db: Database, groupId: string): Promise<UsingExecution[]> {
  return db.$queryRaw<UsingExecution[]>`
    SELECT e.id::text AS "executionId", e.plan_name AS "planName" FROM execution e
    WHERE e.ended_at IS NULL
      AND EXISTS (SELECT 1 FROM execution_server s WHERE s.execution_id = e.id AND s.group_id = ${groupId})
    ORDER BY e.created_at`;
}

export type NewGroup = AccountRegion & {
  name: string;
  nameKey: string;
  description: string | null;
  sourceServerIds: readonly string[];
};

export async function insertGroup(db: Database, group: NewGroup, at: Date): Promise<string> {
  const { sourceServerIds, ...fields } = group;
  const { id } = await db.protectionGroup.create({
    data: { ...fields, createdAt: at, updatedAt: at },
    select: { id: true },
  });
  await addServers(db, { id, ...group }, sourceServerIds);
  return id;
}

async function addServers(db: Database, group: AccountRegion & { id: string }, ids: readonly string[]): Promise<void> {
  const { id: groupId, accountId, region } = group;
  await db.groupServer.createMany({
    data: ids.map((sourceServerId) => ({ accountId, region, sourceServerId, groupId })),
  });
}

export type GroupChange = { name: string; nameKey: string; description: string | null };
export type MemberChange = { added: readonly string[]; removed: readonly string[] };

/** Saves over exactly the version that was read. False: somebody else saved first, and nothing is changed. */
export async function saveGroup(
  db: Database,
  group: GroupRecord,
  change: GroupChange & MemberChange & { at: Date },
): Promise<boolean> {
  const { name, nameKey: key, description, added, removed, at } = change;
  const { count } = await db.protectionGroup.updateMany({
    where: { id: group.id, version: group.version },
    data: { name, nameKey: key, description, updatedAt: at, version: { increment: 1 } },
  });
  if (count === 0) return false;
  await db.groupServer.deleteMany({ where: { groupId: group.id, sourceServerId: { in: [...removed] } } });
  await addServers(db, group, added);
  return true;
}

export async function deleteGroupRow(db: Database, id: string): Promise<void> {
  await db.protectionGroup.delete({ where: { id } });
}
