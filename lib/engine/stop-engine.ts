import { updateExecution } from "#lib/db/executions.ts";
import { isTerminal } from "#lib/domain/execution-status.ts";
import { type ExecutionTransaction, tell } from "#lib/services/executions/locked.ts";

/** Says that the state machine no longer drives the execution. Nothing is failed because of it: it can be revived. */
export async function stopEngine(tx: ExecutionTransaction, reason: string): Promise<void> {
  if (isTerminal(tx.execution.status) || tx.execution.engineStoppedAt !== null) return;
  tx.execution = await updateExecution(tx.db, tx.execution.id, { engineStoppedAt: tx.now(), engineStopReason: reason });
  await tell(tx, {
    kind: "engine.stopped",
    severity: "problem",
    message: "The state machine stopped. Nothing new starts until the execution is revived",
    detail: reason,
  });
}
