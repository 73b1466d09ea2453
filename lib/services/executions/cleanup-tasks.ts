import type { CleanupKey } from "#lib/db/cleanups.ts";
import { resolveStepTask } from "#lib/db/step-tasks.ts";
import { CLEANUP_STEPS, type CleanupOutcome } from "#lib/domain/cleanup-steps.ts";
import { WHOLE_EXECUTION } from "#lib/domain/parked-task.ts";

import type { ExecutionTransaction } from "./locked.ts";

/** Decides a step of a clean-up, where its task waits. Its token is completed after the commit. */
export async function decideCleanupTask(
  tx: ExecutionTransaction,
  { executionId, number }: CleanupKey,
  { step, outcome }: { step: string; outcome: CleanupOutcome },
): Promise<void> {
  const key = { executionId, generation: number, waveNumber: WHOLE_EXECUTION, step };
  await resolveStepTask(tx.db, key, { outcome, at: tx.now() });
}

/** Lets go of every task that waits for a clean-up which is over. */
export async function releaseCleanupTasks(tx: ExecutionTransaction, cleanup: CleanupKey): Promise<void> {
  for (const step of CLEANUP_STEPS) await decideCleanupTask(tx, cleanup, { step, outcome: "over" });
}
