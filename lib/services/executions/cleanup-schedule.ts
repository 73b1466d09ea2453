import { insertCleanup } from "#lib/db/cleanups.ts";
import { countInstances } from "#lib/db/executions.ts";
import { ENGINE_CONTRACT } from "#lib/domain/execution-trigger.ts";

import { type ExecutionTransaction, tell } from "./locked.ts";

/** At the end of a drill: puts the clean-up that its start asked for on the calendar. */
export async function scheduleCleanup(tx: ExecutionTransaction): Promise<void> {
  const { id: executionId, type, cleanupMinutes, requestedById, requestedBy } = tx.execution;
  if (type !== "DRILL" || cleanupMinutes === null || (await countInstances(tx.db, executionId)) === 0) return;
  const dueAt = new Date(tx.now().getTime() + cleanupMinutes * 60_000);
  await insertCleanup(tx.db, {
    executionId,
    dueAt,
    requestedById,
    requestedBy,
    contract: ENGINE_CONTRACT,
    at: tx.now(),
  });
  await tell(tx, {
    kind: "cleanup.scheduled",
    severity: "info",
    message: cleanupMinutes === 0 ? "The clean-up of the drill starts" : `The clean-up is due ${dueAt.toISOString()}`,
  });
}
