import { type ExecutionServer, updateServer } from "#lib/db/executions.ts";
import { serverTransition } from "#lib/domain/execution-status.ts";
import type { LaunchPointInTime } from "#lib/domain/point-in-time/choice.ts";
import { serverKey } from "#lib/domain/regions.ts";

import type { ExecutionTransaction } from "./locked.ts";

/**
 * Puts servers into the queue. Of one that has an instance, exactly that one may be replaced by its next launch.
 * `points`: other data to launch from, by `serverKey`.
 */
export async function queueAgain(
  tx: ExecutionTransaction,
  servers: readonly ExecutionServer[],
  points: ReadonlyMap<string, LaunchPointInTime> = new Map(),
): Promise<void> {
  for (const server of servers) {
    const pointInTime = points.get(serverKey(server));
    await updateServer(tx.db, server, {
      status: serverTransition(server.status, "QUEUED"),
      queuedAt: tx.now(),
      queuedUntil: null,
      error: null,
      replacesInstanceId: server.recoveryInstanceId,
      ...(pointInTime !== undefined && { pointInTime }),
    });
  }
}

/** Leaves servers out, whatever they are: what is running of them runs on, and is told as left behind. */
export async function skipServers(
  tx: ExecutionTransaction,
  servers: readonly ExecutionServer[],
  reason: string | null,
): Promise<void> {
  for (const server of servers) {
    const status = serverTransition(server.status, "SKIPPED");
    await updateServer(tx.db, server, { status, error: server.error ?? reason, queuedAt: null, queuedUntil: null });
  }
}
