import { findCleanup, insertTermination, listHeldServers, listTerminations } from "#lib/db/cleanups.ts";
import { databaseNow } from "#lib/db/clock.ts";
import { listQueue } from "#lib/db/launch-queue.ts";
import { inFlightOf, lockPool } from "#lib/db/quota-pools.ts";
import { terminationBatches } from "#lib/domain/cleanup-targets.ts";
import type { DrsRecoveryInstance } from "#lib/domain/drs-job.ts";
import { holdExecution } from "#lib/services/executions/locked.ts";
import { inTransaction } from "#lib/services/transaction.ts";

import type { Engine } from "../engine.ts";
import type { Batch } from "./terminate.ts";
import type { CleanupWork } from "./work.ts";

export type Claim = {
  batches: Batch[];
  /** Why not all of it may be sent now. */
  waitsFor: string | null;
};

/**
 * Writes a `Termination` row for every call that the quotas of the place allow now, before anything is sent. The lock on
 * the pool makes launches and terminations take turns; while a recovery waits to be launched there, it goes first.
 */
export async function claimTerminations(
  engine: Engine,
  work: CleanupWork,
  free: readonly DrsRecoveryInstance[],
): Promise<Claim> {
  const { cleanup, place } = work;
  return inTransaction(engine.context, async (outer) => {
    const pool = await lockPool(outer.db, place);
    const tx = await holdExecution(outer, cleanup.executionId);
    if ((await findCleanup(tx.db, cleanup))?.status !== "RUNNING") return { batches: [], waitsFor: null };
    if ((await listQueue(tx.db, place)).some((server) => server.type === "RECOVERY")) {
      return { batches: [], waitsFor: "Servers of a recovery are launched first." };
    }
    const wanted = await stillWanted(tx.db, work, free);
    const inFlight = await inFlightOf(tx.db, place, pool.foreignJobs);
    const packed = terminationBatches(wanted, { limits: pool.limits, inFlight });
    const batches: Batch[] = [];
    for (const instances of packed) {
      const termination = await insertTermination(tx.db, {
        ...place,
        executionId: cleanup.executionId,
        cleanupNumber: cleanup.number,
        instanceIds: instances.map((instance) => instance.recoveryInstanceId),
        requestedAt: await databaseNow(tx.db),
      });
      batches.push({ termination, instances });
    }
    const isFull = packed.flat().length < wanted.length;
    return { batches, waitsFor: isFull ? "DRS has no room for more jobs in this account and Region now." : null };
  });
}

/** Neither in a call that another worker has written meanwhile, nor of a server that another execution has taken. */
async function stillWanted(
  db: Parameters<typeof listTerminations>[0],
  { cleanup, place }: CleanupWork,
  free: readonly DrsRecoveryInstance[],
): Promise<DrsRecoveryInstance[]> {
  const open = (await listTerminations(db, cleanup)).filter((termination) => termination.endedAt === null);
  const sent = new Set(open.flatMap((termination) => termination.instanceIds));
  const held = await listHeldServers(db, cleanup.executionId, place);
  return free.filter(
    ({ recoveryInstanceId, sourceServerId }) => !sent.has(recoveryInstanceId) && !held.has(sourceServerId),
  );
}
