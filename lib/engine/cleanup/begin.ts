import { type Cleanup, type CleanupKey, findCleanup, updateCleanup } from "#lib/db/cleanups.ts";
import { databaseNow } from "#lib/db/clock.ts";
import { AWAIT_DUE } from "#lib/domain/cleanup-steps.ts";
import { decideCleanupTask } from "#lib/services/executions/cleanup-tasks.ts";
import { inExecution, tell } from "#lib/services/executions/locked.ts";

import type { Engine } from "../engine.ts";
import { sendDecidedTasks } from "../parked-tasks.ts";

/** Sets a clean-up going whose time has come. Null when it was put off or dropped meanwhile. */
export async function beginCleanup(engine: Engine, key: CleanupKey): Promise<Cleanup | null> {
  const begun = await inExecution(engine.context, key.executionId, async (tx) => {
    const cleanup = await findCleanup(tx.db, key);
    if (cleanup?.status !== "SCHEDULED" || cleanup.dueAt > (await databaseNow(tx.db))) return null;
    await decideCleanupTask(tx, key, { step: AWAIT_DUE, outcome: "due" });
    await tell(tx, { kind: "cleanup.started", severity: "info", message: "The clean-up has started" });
    return updateCleanup(tx.db, key, { status: "RUNNING", startedAt: tx.now() });
  });
  if (begun !== null) await deliver(engine, key);
  return begun;
}

export async function deliver(engine: Engine, { executionId }: CleanupKey): Promise<void> {
  await sendDecidedTasks(engine, executionId).catch((error: unknown) => {
    engine.log.warn({ err: error, executionId }, "Tasks could not be completed; the sweep repeats it");
  });
}
