import type { AccountRegion } from "#lib/domain/regions.ts";

import type { Database } from "./client.ts";
import type { ExecutionServer, Prisma } from "./generated/client.ts";

/** Enough for a tick; the rest comes with the next. */
const AT_ONCE = 1000;

const OLDEST_FIRST = { orderBy: { launchedAt: "asc" }, take: AT_ONCE } satisfies Prisma.ExecutionServerFindManyArgs;

/** Servers launched since then whose instance does not carry our tags yet, also of executions that have ended. */
export async function listServersToTag(db: Database, since: Date): Promise<ExecutionServer[]> {
  const hasInstance = { recoveryInstanceId: { not: null }, status: { not: "TERMINATED" as const } };
  return db.executionServer.findMany({
    where: { ...hasInstance, taggedAt: null, launchedAt: { gte: since } },
    ...OLDEST_FIRST,
  });
}

export async function markTagged(db: Database, server: ExecutionServer, at: Date): Promise<void> {
  await db.executionServer.updateMany({ where: sameInstance(server), data: { taggedAt: at } });
}

/** Recovered servers, healthy since then, that are not protected against termination; not those being cleaned up. */
export async function listServersToProtect(db: Database, since: Date): Promise<ExecutionServer[]> {
  return db.executionServer.findMany({
    where: {
      ...{ status: "HEALTHY", protectedAt: null, healthyAt: { gte: since }, recoveryInstanceId: { not: null } },
      execution: { type: "RECOVERY", cleanups: { none: { status: "RUNNING" } } },
    },
    ...OLDEST_FIRST,
  });
}

/** Only while it is healthy with the instance that was looked at. Answers how many rows changed: 0 or 1. */
export async function saveProtection(
  db: Database,
  server: ExecutionServer,
  protection: Pick<ExecutionServer, "protectedAt" | "protectionError">,
): Promise<number> {
  const where = { ...sameInstance(server), status: "HEALTHY" as const };
  return (await db.executionServer.updateMany({ where, data: protection })).count;
}

/** Termination protection of these instances was taken away, because they are about to be terminated. */
export async function unprotectServers(
  db: Database,
  executionId: string,
  instanceIds: readonly string[],
): Promise<void> {
  await db.executionServer.updateMany({
    where: { executionId, recoveryInstanceId: { in: [...instanceIds] } },
    data: { protectedAt: null, protectionError: null },
  });
}

/** Servers of ended executions whose instance counts as being there. */
export async function listStandingServers(
  db: Database,
  { accountId, region }: AccountRegion,
): Promise<ExecutionServer[]> {
  return db.executionServer.findMany({
    where: {
      ...{ accountId, region, releasedAt: { not: null }, recoveryInstanceId: { not: null } },
      status: { in: ["LAUNCHED", "HEALTHY", "UNHEALTHY"] },
      execution: { endedAt: { not: null }, cleanups: { none: { status: "RUNNING" } } },
    },
  });
}

/** Servers of ended executions whose instance counts as being there, although a later launch of the same server is up. */
export async function listReplacedServers(
  db: Database,
  { accountId, region }: AccountRegion,
): Promise<ExecutionServer[]> {
  const standing = await listStandingServers(db, { accountId, region });
  const newest = await db.executionServer.groupBy({
    by: ["sourceServerId"],
    where: {
      ...{ accountId, region, sourceServerId: { in: standing.map((server) => server.sourceServerId) } },
      status: { in: ["LAUNCHED", "HEALTHY", "UNHEALTHY"] },
    },
    _max: { launchedAt: true },
  });
  const lastLaunch = new Map(newest.map(({ sourceServerId, _max }) => [sourceServerId, _max.launchedAt]));
  return standing.filter(({ sourceServerId, launchedAt }) => {
    const last = lastLaunch.get(sourceServerId) ?? null;
    return last !== null && launchedAt !== null && last > launchedAt;
  });
}

function sameInstance(server: ExecutionServer): Prisma.ExecutionServerWhereInput {
  const { executionId, accountId, region, sourceServerId, recoveryInstanceId } = server;
  return { executionId, accountId, region, sourceServerId, recoveryInstanceId };
}

/** Writes down with which data instances were launched, where that was not known yet. */
export async function saveDataMoments(
  db: Database,
  { accountId, region }: AccountRegion,
  instances: readonly { recoveryInstanceId: string; dataAt: Date | null }[],
): Promise<void> {
  const moments = new Map(
    instances.flatMap(({ recoveryInstanceId, dataAt }) => (dataAt ? [[recoveryInstanceId, dataAt] as const] : [])),
  );
  const open = await db.executionServer.findMany({
    where: { accountId, region, snapshotAt: null, recoveryInstanceId: { in: [...moments.keys()] } },
    select: { executionId: true, sourceServerId: true, recoveryInstanceId: true },
  });
  // One by one: several rows at once would be locked in another order than others lock them.
  for (const { executionId, sourceServerId, recoveryInstanceId } of open) {
    await db.executionServer.updateMany({
      where: { executionId, accountId, region, sourceServerId, recoveryInstanceId, snapshotAt: null },
      data: { snapshotAt: moments.get(recoveryInstanceId ?? "") ?? null },
    });
  }
}
