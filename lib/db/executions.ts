import type { ServerStatus } from "#lib/domain/execution-status.ts";
import { NO_PROGRESS } from "#lib/domain/launch-phases.ts";

import type { Database } from "./client.ts";
import { type Execution, type ExecutionServer, type ExecutionWave, type Launch, Prisma } from "./generated/client.ts";

export type { Execution, ExecutionServer, ExecutionWave };

/** The execution, with its row locked until the transaction ends. Lock order: execution, wave, server, event. */
export async function lockExecution(db: Database, id: string): Promise<Execution | null> {
  const locked = await db.$queryRaw<{ id: string }[]>`SELECT "id" FROM "execution" WHERE "id" = ${id}::uuid FOR UPDATE`;
  return locked.length === 0 ? null : db.execution.findUnique({ where: { id } });
}

export async function findExecution(db: Database, id: string): Promise<Execution | null> {
  return db.execution.findUnique({ where: { id } });
}

export async function updateExecution(
  db: Database,
  id: string,
  data: Prisma.ExecutionUncheckedUpdateInput,
): Promise<Execution> {
  return db.execution.update({ where: { id }, data });
}

/** Executions that have not ended, oldest first. */
export async function listOpenExecutions(db: Database): Promise<Execution[]> {
  return db.execution.findMany({ where: { endedAt: null }, orderBy: { createdAt: "asc" } });
}

export async function listWaves(db: Database, executionId: string): Promise<ExecutionWave[]> {
  return db.executionWave.findMany({ where: { executionId }, orderBy: { number: "asc" } });
}

export async function findWave(db: Database, executionId: string, number: number): Promise<ExecutionWave | null> {
  return db.executionWave.findUnique({ where: { executionId_number: { executionId, number } } });
}

export async function updateWave(
  db: Database,
  wave: Pick<ExecutionWave, "executionId" | "number">,
  data: Prisma.ExecutionWaveUncheckedUpdateInput,
): Promise<void> {
  const { executionId, number } = wave;
  await db.executionWave.update({ where: { executionId_number: { executionId, number } }, data });
}

export async function listExecutionServers(
  db: Database,
  filter: { executionId: string; waveNumber?: number; launchId?: string },
): Promise<ExecutionServer[]> {
  return db.executionServer.findMany({ where: filter, orderBy: [{ hostname: "asc" }, { sourceServerId: "asc" }] });
}

export type ServerKey = Pick<ExecutionServer, "executionId" | "accountId" | "region" | "sourceServerId">;

export type ServerFields = Prisma.ExecutionServerUncheckedUpdateInput;

export async function updateServer(db: Database, server: ServerKey, data: ServerFields): Promise<void> {
  const { executionId, accountId, region, sourceServerId } = server;
  const key = { executionId, accountId, region, sourceServerId };
  await db.executionServer.update({ where: { executionId_accountId_region_sourceServerId: key }, data });
}

export type TalliedServer = { waveNumber: number; status: ServerStatus; isCritical: boolean };

/** What decides about waves, of every server of an execution or of one wave. */
export async function tallyServers(db: Database, executionId: string, waveNumber?: number): Promise<TalliedServer[]> {
  return db.executionServer.findMany({
    where: { executionId, ...(waveNumber !== undefined && { waveNumber }) },
    select: { waveNumber: true, status: true, isCritical: true },
  });
}

/** How many servers of an execution have an instance that was not terminated. */
export async function countInstances(db: Database, executionId: string): Promise<number> {
  const where = { executionId, recoveryInstanceId: { not: null }, status: { not: "TERMINATED" as const } };
  return db.executionServer.count({ where });
}

/** Puts the servers of a wave into the queue of their account and Region. */
export async function queueWave(
  db: Database,
  wave: Pick<ExecutionWave, "executionId" | "number">,
  at: Date,
): Promise<void> {
  await db.executionServer.updateMany({
    where: { executionId: wave.executionId, waveNumber: wave.number, status: "PENDING" },
    data: { status: "QUEUED", queuedAt: at },
  });
}

/** Servers of a wave that were not handed to DRS never will be. */
export async function skipUnstarted(
  db: Database,
  wave: Pick<ExecutionWave, "executionId" | "number">,
  reason: string | null,
): Promise<void> {
  await db.executionServer.updateMany({
    where: { executionId: wave.executionId, waveNumber: wave.number, status: { in: ["PENDING", "QUEUED"] } },
    data: { status: "SKIPPED", error: reason, queuedAt: null, queuedUntil: null },
  });
}

/** Makes exactly these servers of a wave optional. */
export async function setCriticalServers(
  db: Database,
  wave: Pick<ExecutionWave, "executionId" | "number">,
  optionalIds: readonly string[],
): Promise<void> {
  const where = { executionId: wave.executionId, waveNumber: wave.number };
  await db.executionServer.updateMany({ where, data: { isCritical: true } });
  await db.executionServer.updateMany({
    where: { ...where, sourceServerId: { in: [...optionalIds] } },
    data: { isCritical: false },
  });
}

/** Gives one server back, while its execution goes on. */
export async function releaseServer(db: Database, server: ServerKey, at: Date): Promise<void> {
  await updateServer(db, server, { releasedAt: at });
}

/** Gives the servers back: other executions may take them from now on. */
export async function releaseServers(db: Database, executionId: string, at: Date): Promise<void> {
  await db.executionServer.updateMany({ where: { executionId, releasedAt: null }, data: { releasedAt: at } });
}

/** Servers of unended executions that EC2 must be asked about. */
export async function listServersUnderWatch(db: Database, status: ServerStatus) {
  return db.executionServer.findMany({
    where: { status, releasedAt: null, recoveryInstanceId: { not: null } },
    include: { wave: { select: { healthTimeoutMinutes: true, health: true } } },
  });
}

export type WatchedServer = Awaited<ReturnType<typeof listServersUnderWatch>>[number];

/** The server's instance is gone, if it still is the one that was looked at. Answers how many rows changed: 0 or 1. */
export async function markServerTerminated(db: Database, seen: ExecutionServer): Promise<number> {
  const { executionId, accountId, region, sourceServerId, recoveryInstanceId, status } = seen;
  const { count } = await db.executionServer.updateMany({
    where: { executionId, accountId, region, sourceServerId, recoveryInstanceId, status },
    data: { status: "TERMINATED", cameTo: status },
  });
  return count;
}

/**
 * Counts a launch that AWS took, with the snapshots that its call named. Only from now on the instance of the launch
 * before is no longer the server's.
 */
export async function countAttempt(db: Database, launch: Launch): Promise<void> {
  await db.executionServer.updateMany({
    where: { launchId: launch.id },
    data: {
      attempts: { increment: 1 },
      replacesInstanceId: null,
      queuedAt: null,
      recoveryInstanceId: null,
      instance: Prisma.DbNull,
      gates: [],
      stableSince: null,
      launchedAt: null,
      healthyAt: null,
      protectedAt: null,
      protectionError: null,
      taggedAt: null,
      snapshotId: null,
      snapshotAt: null,
      usedPreviousSnapshot: false,
    },
  });
  await db.$executeRaw`
    UPDATE execution_server s SET snapshot_id = n."snapshotId", snapshot_at = n.at
    FROM launch l, jsonb_to_recordset(l.snapshots) AS n("sourceServerId" text, "snapshotId" text, at timestamptz)
    WHERE l.id = ${launch.id}::uuid AND s.launch_id = l.id AND s.source_server_id = n."sourceServerId"`;
}

/** Marks the servers of a launch as being launched by it. */
export async function assignServersToLaunch(db: Database, launch: Launch): Promise<void> {
  const { executionId, accountId, region, serverIds } = launch;
  await db.executionServer.updateMany({
    where: { executionId, accountId, region, sourceServerId: { in: serverIds } },
    data: {
      status: "LAUNCHING",
      launchId: launch.id,
      queuedUntil: null,
      error: null,
      failure: Prisma.DbNull,
      phases: [...NO_PROGRESS],
    },
  });
}
