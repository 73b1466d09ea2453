import type { AccountRegion } from "#lib/domain/regions.ts";

import type { Database } from "./client.ts";
import type { Cleanup, Prisma, Termination } from "./generated/client.ts";

export type { Cleanup, Termination };

export type CleanupKey = Pick<Cleanup, "executionId" | "number">;

export type NewCleanup = {
  executionId: string;
  dueAt: Date;
  requestedById: string;
  requestedBy: string;
  comment?: string | null;
  contract: number;
  at: Date;
};

/** Puts a clean-up on the calendar under the next number of its execution, which must be locked. */
export async function insertCleanup(db: Database, cleanup: NewCleanup): Promise<Cleanup> {
  const { executionId, dueAt, requestedById, requestedBy, comment, contract, at } = cleanup;
  const last = await findNewestCleanup(db, executionId);
  return db.cleanup.create({
    data: {
      executionId,
      number: (last?.number ?? 0) + 1,
      dueAt,
      requestedById,
      requestedBy,
      comment: comment ?? null,
      contract,
      createdAt: at,
    },
  });
}

export async function findNewestCleanup(db: Database, executionId: string): Promise<Cleanup | null> {
  return db.cleanup.findFirst({ where: { executionId }, orderBy: { number: "desc" } });
}

export async function updateCleanup(
  db: Database,
  key: CleanupKey,
  data: Prisma.CleanupUncheckedUpdateInput,
): Promise<Cleanup> {
  const { executionId, number } = key;
  return db.cleanup.update({ where: { executionId_number: { executionId, number } }, data });
}

export async function findCleanup(db: Database, { executionId, number }: CleanupKey): Promise<Cleanup | null> {
  return db.cleanup.findUnique({ where: { executionId_number: { executionId, number } } });
}

/** Clean-ups that are not over, the one that is due first in front. */
export async function listOpenCleanups(db: Database): Promise<Cleanup[]> {
  return db.cleanup.findMany({ where: { endedAt: null }, orderBy: [{ dueAt: "asc" }, { executionId: "asc" }] });
}

export async function insertTermination(
  db: Database,
  data: Prisma.TerminationUncheckedCreateInput,
): Promise<Termination> {
  return db.termination.create({ data });
}

export async function updateTermination(
  db: Database,
  id: string,
  data: Prisma.TerminationUncheckedUpdateInput,
): Promise<void> {
  await db.termination.update({ where: { id }, data });
}

/** Forgets a call that AWS refused or did not get: nothing came of it. One that got a job meanwhile is kept. */
export async function deleteUnsentTermination(db: Database, id: string): Promise<void> {
  await db.termination.deleteMany({ where: { id, jobId: null } });
}

export async function listTerminations(db: Database, { executionId, number }: CleanupKey): Promise<Termination[]> {
  return db.termination.findMany({
    where: { executionId, cleanupNumber: number },
    orderBy: [{ requestedAt: "asc" }, { id: "asc" }],
  });
}

/** Job ids of terminations of ours in a place, so that no job is taken for two calls. */
export async function listTerminationJobIds(db: Database, { accountId, region }: AccountRegion): Promise<Set<string>> {
  const rows = await db.termination.findMany({
    where: { accountId, region, jobId: { not: null } },
    select: { jobId: true },
  });
  return new Set(rows.flatMap(({ jobId }) => jobId ?? []));
}

/** Servers of an execution that another execution holds now, with the name of its plan. */
export async function listHeldServers(
  db: Database,
  executionId: string,
  { accountId, region }: AccountRegion,
): Promise<Map<string, string>> {
  const own = await db.executionServer.findMany({
    where: { executionId, accountId, region },
    select: { sourceServerId: true },
  });
  const held = await db.executionServer.findMany({
    where: {
      accountId,
      region,
      releasedAt: null,
      executionId: { not: executionId },
      sourceServerId: { in: own.map(({ sourceServerId }) => sourceServerId) },
    },
    select: { sourceServerId: true, execution: { select: { planName: true } } },
  });
  return new Map(held.map(({ sourceServerId, execution }) => [sourceServerId, execution.planName]));
}
