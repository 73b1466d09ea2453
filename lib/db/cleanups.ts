import type { Database } from "./client.ts";
import type { Cleanup, Prisma, Termination } from "./generated/client.ts";

export type { Cleanup, Termination };

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
  key: Pick<Cleanup, "executionId" | "number">,
  data: Prisma.CleanupUncheckedUpdateInput,
): Promise<Cleanup> {
  const { executionId, number } = key;
  return db.cleanup.update({ where: { executionId_number: { executionId, number } }, data });
}

/** Executions with a clean-up on the calendar that has one of these servers, in the order of their ids. */
export async function listScheduledFor(db: Database, sourceServerIds: readonly string[]): Promise<string[]> {
  const rows = await db.executionServer.findMany({
    where: {
      sourceServerId: { in: [...sourceServerIds] },
      execution: { cleanups: { some: { status: "SCHEDULED", endedAt: null } } },
    },
    distinct: ["executionId"],
    select: { executionId: true },
    orderBy: { executionId: "asc" },
  });
  return rows.map((row) => row.executionId);
}
