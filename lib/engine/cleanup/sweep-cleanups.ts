import { type Cleanup, findCleanup, listOpenCleanups, updateCleanup } from "#lib/db/cleanups.ts";
import type { CleanupRun, EngineRunStatus } from "#lib/domain/execution-trigger.ts";
import { inExecution } from "#lib/services/executions/locked.ts";

import type { Engine } from "../engine.ts";

/** Step Functions may not show an execution that was started a moment ago. */
const SETTLING_MS = 10_000;

/**
 * Starts state machines of clean-ups whose start did not get through, and notes those that ended too early. Such a
 * clean-up is not revived: the clean-up loop goes on without it, and its tokens are forgotten.
 */
export async function sweepCleanups(engine: Engine): Promise<void> {
  for (const cleanup of await listOpenCleanups(engine.context.db)) {
    if (cleanup.engineStoppedAt !== null) continue;
    try {
      await (cleanup.engineStartedAt === null ? start(engine, cleanup) : look(engine, cleanup));
    } catch (error) {
      engine.log.warn({ err: error, executionId: cleanup.executionId }, "A clean-up could not be looked after");
    }
  }
}

function runOf({ executionId, number, contract }: Cleanup): CleanupRun {
  return { executionId, cleanup: number, contract };
}

async function start(engine: Engine, cleanup: Cleanup): Promise<void> {
  await engine.cleanupTrigger.start(runOf(cleanup));
  await updateCleanup(engine.context.db, cleanup, { engineStartedAt: engine.context.now() });
}

async function look(engine: Engine, cleanup: Cleanup): Promise<void> {
  const { status, cause } = await engine.cleanupTrigger.describe(runOf(cleanup));
  if (status === "RUNNING") return;
  const startedMsAgo = engine.context.now().getTime() - (cleanup.engineStartedAt?.getTime() ?? 0);
  if (status === "MISSING" && startedMsAgo < SETTLING_MS) return;
  await inExecution(engine.context, cleanup.executionId, async (tx) => {
    if ((await findCleanup(tx.db, cleanup))?.endedAt !== null) return;
    const engineStopReason = cause ? `${REASONS[status]} ${cause}` : REASONS[status];
    await updateCleanup(tx.db, cleanup, { engineStoppedAt: tx.now(), engineStopReason });
    engine.log.warn({ executionId: cleanup.executionId, engineStopReason }, "A clean-up goes on without state machine");
  });
}

const REASONS: Record<Exclude<EngineRunStatus, "RUNNING">, string> = {
  SUCCEEDED: "The state machine ended before the clean-up did.",
  FAILED: "The state machine failed.",
  TIMED_OUT: "The state machine timed out.",
  ABORTED: "The state machine was stopped in AWS.",
  MISSING: "Step Functions does not know the state machine's execution any more.",
};
