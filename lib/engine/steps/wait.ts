import { parkStepTask } from "#lib/db/step-tasks.ts";
import { listWaves } from "#lib/db/executions.ts";
import { isWaveOver } from "#lib/domain/execution-status.ts";
import { FINALIZE, WHOLE_EXECUTION } from "#lib/domain/parked-task.ts";
import type { ExecutionTransaction } from "#lib/services/executions/locked.ts";
import { answerFor, settle } from "#lib/services/executions/settle.ts";

import { sendDecidedTasks } from "../parked-tasks.ts";
import { done, inStep, type StepResult, type StepRun } from "../step.ts";
import { stopEngine } from "../stop-engine.ts";

/**
 * Every step that waits: its condition is looked at once; while it is not true the task's token is kept in the database,
 * and the transaction that makes it true decides the task. No worker is held meanwhile, and none has to live.
 */
export async function wait(run: StepRun): Promise<StepResult> {
  const { step, wave: waveNumber = WHOLE_EXECUTION, executionId } = run.input;
  const result = await inStep(run, async (tx): Promise<StepResult> => {
    await settle(tx);
    const outcome = await answerFor(tx, { step, waveNumber });
    if (outcome !== null) return done(outcome);
    if (step === FINALIZE) await requireWavesOver(tx);
    const { id, generation } = tx.execution;
    await parkStepTask(tx.db, { executionId: id, generation, waveNumber, step }, run.token);
    return { kind: "parked" };
  });
  await sendDecidedTasks(run.engine, executionId);
  return result ?? done("superseded");
}

/** A state machine that came past waves of which the database says that they are not over knows more than the database. */
async function requireWavesOver(tx: ExecutionTransaction): Promise<void> {
  const open = (await listWaves(tx.db, tx.execution.id)).filter((wave) => !isWaveOver(wave.status));
  if (open.length === 0) return;
  const names = open.map((wave) => wave.number).join(", ");
  await stopEngine(
    tx,
    `The state machine went past waves that are not over here: ${names}. Was the database restored from a backup?`,
  );
}
