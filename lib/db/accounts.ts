import type { RegionSyncState } from "#lib/domain/account.ts";
import type { DrillNetwork } from "#lib/domain/drill-landing.ts";
import type { AccountRegion } from "#lib/domain/regions.ts";

import type { Database } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

export type RegionRecord = {
  region: string;
  state: RegionSyncState;
  syncedAt: Date | null;
  error: string | null;
  servers: number;
  drillNetwork: DrillNetwork | null;
};
export type AccountRecord = {
  accountId: string;
  name: string;
  nameKey: string;
  roleArn: string;
  checkCidrs: string[];
  regions: RegionRecord[];
};

const FIELDS = {
  accountId: true,
  name: true,
  nameKey: true,
  roleArn: true,
  checkCidrs: true,
  regions: {
    select: {
      ...{ region: true, state: true, syncedAt: true, error: true },
      drillNetwork: { select: { subnetIds: true, securityGroupIds: true, isolationRequired: true } },
    },
    orderBy: { region: "asc" },
  },
} satisfies Prisma.AccountSelect;
type AccountRow = Prisma.AccountGetPayload<{ select: typeof FIELDS }>;

/** Accounts by name, each Region with the number of servers that DRS has there. */
export async function listAccountRecords(
  db: Database,
  page: { after: string | null; limit: number },
): Promise<AccountRecord[]> {
  const rows = await db.account.findMany({
    where: page.after === null ? {} : { nameKey: { gt: page.after } },
    select: FIELDS,
    orderBy: { nameKey: "asc" },
    take: page.limit + 1,
  });
  return withServerCounts(db, rows);
}

export async function findAccountRecord(db: Database, accountId: string): Promise<AccountRecord | null> {
  const rows = await db.account.findMany({ where: { accountId }, select: FIELDS });
  const [record] = await withServerCounts(db, rows);
  return record ?? null;
}

async function withServerCounts(db: Database, rows: readonly AccountRow[]): Promise<AccountRecord[]> {
  const counts = await db.sourceServer.groupBy({
    by: ["accountId", "region"],
    where: { accountId: { in: rows.map((row) => row.accountId) }, goneAt: null },
    _count: true,
  });
  function serversIn(accountId: string, region: string): number {
    return counts.find((count) => count.accountId === accountId && count.region === region)?._count ?? 0;
  }
  return rows.map((row) => ({
    ...row,
    regions: row.regions.map((place) => ({ ...place, servers: serversIn(row.accountId, place.region) })),
  }));
}

export type NewAccount = {
  accountId: string;
  name: string;
  nameKey: string;
  roleArn: string;
  externalId: string;
  regions: readonly string[];
};

export async function insertAccount(db: Database, account: NewAccount, at: Date): Promise<AccountRecord> {
  const { regions, ...fields } = account;
  const row = await db.account.create({
    data: { ...fields, createdAt: at, updatedAt: at, regions: { create: regions.map((region) => ({ region })) } },
    select: FIELDS,
  });
  return { ...row, regions: row.regions.map((place) => ({ ...place, servers: 0 })) };
}

export async function findAccountByNameOrId(
  db: Database,
  account: { accountId: string; nameKey: string },
): Promise<{ accountId: string; name: string } | null> {
  return db.account.findFirst({
    where: { OR: [{ accountId: account.accountId }, { nameKey: account.nameKey }] },
    select: { accountId: true, name: true },
    orderBy: { accountId: "asc" },
  });
}

/** Answers the blocks that were there before, or null where there is no such account. Nobody changes them meanwhile. */
export async function lockCheckCidrs(db: Database, accountId: string): Promise<string[] | null> {
  const [held] = await db.$queryRaw<{ checkCidrs: string[] }[]>`
    SELECT check_cidrs AS "checkCidrs" FROM account WHERE account_id = ${accountId} FOR NO KEY UPDATE`;
  return held?.checkCidrs ?? null;
}

export async function saveCheckCidrs(
  db: Database,
  accountId: string,
  { checkCidrs, at }: { checkCidrs: string[]; at: Date },
): Promise<void> {
  await db.account.update({
    where: { accountId },
    data: { checkCidrs, updatedAt: at, version: { increment: 1 } },
  });
}

/** Blocks of addresses in which workers may check servers of an account; none where it is not registered. */
export async function findCheckCidrs(db: Database, accountId: string): Promise<readonly string[]> {
  const account = await db.account.findUnique({ where: { accountId }, select: { checkCidrs: true } });
  return account?.checkCidrs ?? [];
}

/** Asks the worker for an inventory sync of every account. */
export async function requestSync(db: Database, at: Date): Promise<number> {
  const { count } = await db.account.updateMany({ data: { syncRequestedAt: at, updatedAt: at } });
  return count;
}

/**
 * Holds a place until the transaction ends, so that its groups are changed one after the other.
 * Answers `unknown-account` or `unknown-region` where there is nothing to hold.
 */
export async function lockPlace(
  db: Database,
  place: AccountRegion,
): Promise<"locked" | "unknown-account" | "unknown-region"> {
  const held = await db.$queryRaw<unknown[]>`
    SELECT 1 FROM account_region WHERE account_id = ${place.accountId} AND region = ${place.region} FOR NO KEY UPDATE`;
  if (held.length > 0) return "locked";
  const account = await db.account.findUnique({ where: { accountId: place.accountId }, select: { accountId: true } });
  return account === null ? "unknown-account" : "unknown-region";
}
