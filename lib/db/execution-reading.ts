import { z } from "zod";

import type { ExecutionStatus, ExecutionType, WaveStatus } from "#lib/domain/execution-status.ts";

import type { Database } from "./client.ts";
import type { CleanupStatus, Execution, Prisma } from "./generated/client.ts";

export type ExecutionFilter = {
  planId?: string | undefined;
  type?: ExecutionType | undefined;
  status?: ExecutionStatus | undefined;
  active?: boolean | undefined;
};

export const ExecutionCursor = z.tuple([z.iso.datetime(), z.uuid()]);
export type ExecutionPosition = z.infer<typeof ExecutionCursor>;

/** Newest first. */
export async function listExecutionRows(
  db: Database,
  filter: ExecutionFilter,
  page: { after: ExecutionPosition | null; limit: number },
): Promise<Execution[]> {
  const { planId, type, status, active } = filter;
  return db.execution.findMany({
    where: {
      ...(planId !== undefined && { planId }),
      ...(type !== undefined && { type }),
      ...(status !== undefined && { status }),
      ...(active !== undefined && { endedAt: active ? null : { not: null } }),
      ...behind(page.after),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: page.limit + 1,
  });
}

function behind(after: ExecutionPosition | null): Prisma.ExecutionWhereInput {
  if (after === null) return {};
  const [createdAt, id] = [new Date(after[0]), after[1]];
  return { createdAt: { lte: createdAt }, OR: [{ createdAt: { lt: createdAt } }, { id: { lt: id } }] };
}

/** How many servers of each execution are in each status, the terminated ones by what they had come to. */
export async function serverStatusCounts(db: Database, executionIds: string[]) {
  const rows = await db.executionServer.groupBy({
    by: ["executionId", "status", "cameTo"],
    where: { executionId: { in: executionIds } },
    _count: { _all: true },
  });
  const counted = rows.map(({ _count, ...row }) => ({ ...row, count: _count._all }));
  return Map.groupBy(counted, (row) => row.executionId);
}

export async function waveStatuses(db: Database, executionIds: string[]) {
  const rows = await db.executionWave.findMany({
    where: { executionId: { in: executionIds } },
    select: { executionId: true, number: true, status: true },
    orderBy: { number: "asc" },
  });
  return Map.groupBy<string, { executionId: string; number: number; status: WaveStatus }>(
    rows,
    (row) => row.executionId,
  );
}

/** How many manual tasks of each execution wait for a person. */
export async function runningTaskCounts(db: Database, executionIds: string[]): Promise<Map<string, number>> {
  const rows = await db.actionRun.groupBy({
    by: ["executionId"],
    where: {
      executionId: { in: executionIds },
      state: "RUNNING",
      action: { path: ["kind"], equals: "MANUAL_TASK" },
    },
    _count: { _all: true },
  });
  return new Map(rows.map((row) => [row.executionId, row._count._all]));
}

/** Status of the newest clean-up of each execution that has one. */
export async function newestCleanups(db: Database, executionIds: string[]): Promise<Map<string, CleanupStatus>> {
  const rows = await db.cleanup.findMany({
    where: { executionId: { in: executionIds } },
    select: { executionId: true, status: true },
    orderBy: { number: "asc" },
  });
  return new Map(rows.map((row) => [row.executionId, row.status]));
}

export type LogPosition = { at: Date; launchId: string; seq: number };

export const LogCursor = z.tuple([z.iso.datetime(), z.uuid(), z.int32()]);

/** Lines of the DRS job logs of an execution, oldest first. */
export async function listJobLogItems(
  db: Database,
  filter: { executionId: string; wave?: number | undefined; sourceServerId?: string | undefined },
  page: { after: LogPosition | null; limit: number },
) {
  const { executionId, wave, sourceServerId } = filter;
  const { after } = page;
  return db.jobLogItem.findMany({
    where: {
      launch: { executionId, ...(wave !== undefined && { waveNumber: wave }) },
      ...(sourceServerId !== undefined && { sourceServerId }),
      ...(after !== null && {
        OR: [
          { at: { gt: after.at } },
          { at: after.at, launchId: { gt: after.launchId } },
          { at: after.at, launchId: after.launchId, seq: { gt: after.seq } },
        ],
      }),
    },
    include: { launch: { select: { jobId: true } } },
    orderBy: [{ at: "asc" }, { launchId: "asc" }, { seq: "asc" }],
    take: page.limit + 1,
  });
}
