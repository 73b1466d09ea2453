import { parkStepTask } from "#lib/db/step-tasks.ts";
import { cleanupAnswer } from "#lib/domain/cleanup-steps.ts";
import { WHOLE_EXECUTION } from "#lib/domain/parked-task.ts";

import { done, inCleanup, type StepResult, type StepRun } from "../step.ts";

/**
 * Every step of a clean-up: its token is kept in the database until the clean-up has come so far. The work itself is
 * done by the clean-up loop, which needs no state machine to be guaranteed.
 */
export async function cleanupWait(run: StepRun): Promise<StepResult> {
  const { step, executionId } = run.input;
  const result = await inCleanup(run, async (tx, cleanup): Promise<StepResult> => {
    const outcome = cleanupAnswer(step, cleanup.status);
    if (outcome !== null) return done(outcome);
    const key = { executionId, generation: cleanup.number, waveNumber: WHOLE_EXECUTION, step };
    await parkStepTask(tx.db, key, run.token);
    return { kind: "parked" };
  });
  return result ?? done("superseded");
}
