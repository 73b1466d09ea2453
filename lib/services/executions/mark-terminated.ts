import { type ExecutionServer, markServerTerminated } from "#lib/db/executions.ts";
import { removeLiveInstance } from "#lib/db/inventory.ts";
import { serverTransition } from "#lib/domain/execution-status.ts";

import type { ExecutionTransaction } from "./locked.ts";

/**
 * Writes down that the instances of these servers are gone, unless a server has another instance by now or it is known
 * already. The instance's id is kept. Answers the servers that changed.
 */
export async function markTerminated(
  tx: ExecutionTransaction,
  seen: readonly ExecutionServer[],
): Promise<ExecutionServer[]> {
  const marked: ExecutionServer[] = [];
  for (const server of seen) {
    if (server.recoveryInstanceId === null || server.status === "TERMINATED") continue;
    serverTransition(server.status, "TERMINATED");
    if ((await markServerTerminated(tx.db, server)) === 0) continue;
    await removeLiveInstance(tx.db, server, server.recoveryInstanceId);
    marked.push(server);
  }
  return marked;
}
