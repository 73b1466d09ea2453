import { databaseNow } from "#lib/db/clock.ts";
import { assignServersToLaunch, lockExecution } from "#lib/db/executions.ts";
import { createLaunch, type Launch } from "#lib/db/launches.ts";
import { listQueue } from "#lib/db/launch-queue.ts";
import { inFlightOf, lockPool } from "#lib/db/quota-pools.ts";
import { packQueue } from "#lib/domain/launch-queue.ts";
import type { AccountRegion } from "#lib/domain/regions.ts";
import type { Transaction } from "#lib/services/context.ts";
import { inTransaction } from "#lib/services/transaction.ts";

import type { Engine } from "../engine.ts";

/**
 * Writes a `Launch` row for every call that the quotas of a place allow now, before anything is sent. The lock on the
 * pool makes all workers and executions take turns; the locks on the executions keep out what is being cancelled.
 */
export async function claimLaunches(engine: Engine, place: AccountRegion): Promise<Launch[]> {
  return inTransaction(engine.context, async (tx) => {
    const pool = await lockPool(tx.db, place);
    await lockWaiting(tx, place);
    const now = await databaseNow(tx.db);
    const queue = (await listQueue(tx.db, place)).filter(
      ({ queuedUntil }) => queuedUntil === null || queuedUntil <= now,
    );
    const inFlight = await inFlightOf(tx.db, place, pool.foreignJobs);
    const launches: Launch[] = [];
    for (const { executionId, waveNumber, servers } of packQueue(queue, { limits: pool.limits, inFlight })) {
      const launch = await createLaunch(tx.db, {
        executionId,
        waveNumber,
        accountId: place.accountId,
        region: place.region,
        isDrill: servers[0]?.type === "DRILL",
        serverIds: servers.map((server) => server.sourceServerId),
        claimedBy: engine.workerId,
        claimUntil: addSeconds(now, engine.settings.launchClaimSeconds),
        requestedAt: now,
      });
      await assignServersToLaunch(tx.db, launch);
      launches.push(launch);
    }
    return launches;
  });
}

/** Holds every execution that waits here, in the order of their ids, as everybody does who needs several. */
async function lockWaiting(tx: Transaction, place: AccountRegion): Promise<void> {
  const ids = new Set((await listQueue(tx.db, place)).map((server) => server.executionId));
  for (const id of [...ids].sort()) await lockExecution(tx.db, id);
}

export function addSeconds(date: Date, seconds: number): Date {
  return new Date(date.getTime() + seconds * 1000);
}
