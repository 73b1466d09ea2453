import type { ServerStatus } from "#lib/domain/execution-status.ts";

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

export async function updateServer(
  db: Database,
  server: ServerKey,
  data: Prisma.ExecutionServerUncheckedUpdateInput,
): Promise<void> {
  const { executionId, accountId, region, sourceServerId } = server;
  const key = { executionId, accountId, region, sourceServerId };
  await db.executionServer.update({ where: { executionId_accountId_region_sourceServerId: key }, data });
}

/** Gives the servers back: other executions may take them from now on. */
export async function releaseServers(db: Database, executionId: string, at: Date): Promise<void> {
  await db.executionServer.updateMany({ where: { executionId, releasedAt: null }, data: { releasedAt: at } });
}

/** Servers of unended executions that EC2 must be asked about. */
export async function listServersUnderWatch(db: Database, status: ServerStatus) {
  return db.executionServer.findMany({
    where: { status, releasedAt: null, recoveryInstanceId: { not: null } },
    include: { wave: { select: { healthTimeoutMinutes: true } } },
  });
}

export type WatchedServer = Awaited<ReturnType<typeof listServersUnderWatch>>[number];

/** Marks the servers of a launch as being launched by it. */
export async function assignServersToLaunch(db: Database, launch: Launch): Promise<void> {
  const { executionId, accountId, region, serverIds } = launch;
  await db.executionServer.updateMany({
    where: { executionId, accountId, region, sourceServerId: { in: serverIds } },
    data: { status: "LAUNCHING", launchId: launch.id, queuedUntil: null, error: null, failure: Prisma.DbNull },
  });
}
