import { parkStepTask } from "#lib/db/step-tasks.ts";
import { findWave, listWaves, updateWave } from "#lib/db/executions.ts";
import { isWaveOver, waveTransition } from "#lib/domain/execution-status.ts";
import { AWAIT_TURN, FINALIZE, isAheadOfUs, WHOLE_EXECUTION } from "#lib/domain/parked-task.ts";
import type { ExecutionTransaction } from "#lib/services/executions/locked.ts";
import { answerFor, settle, stateOf } from "#lib/services/executions/settle.ts";

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
    await noticeOlderDatabase(tx, { step, waveNumber });
    if (step === AWAIT_TURN) await markWaiting(tx, waveNumber);
    const { id, generation } = tx.execution;
    await parkStepTask(tx.db, { executionId: id, generation, waveNumber, step }, run.token);
    return { kind: "parked" };
  });
  await sendDecidedTasks(run.engine, executionId);
  return result ?? done("superseded");
}

async function markWaiting(tx: ExecutionTransaction, number: number): Promise<void> {
  const wave = await findWave(tx.db, tx.execution.id, number);
  if (wave?.status === "PENDING") await updateWave(tx.db, wave, { status: waveTransition("PENDING", "WAITING") });
}

/** A state machine that is further than the database: nothing is guessed, a person looks and revives. */
async function noticeOlderDatabase(
  tx: ExecutionTransaction,
  { step, waveNumber }: { step: string; waveNumber: number },
): Promise<void> {
  const waves = (await listWaves(tx.db, tx.execution.id)).map(stateOf);
  const ahead =
    step === FINALIZE
      ? waves.filter((wave) => !isWaveOver(wave.status))
      : waves.filter(
          (wave) => wave.number === waveNumber && isAheadOfUs(step, wave, { status: tx.execution.status, waves }),
        );
  if (ahead.length === 0) return;
  const numbers = ahead.map((wave) => wave.number).join(", ");
  await stopEngine(
    tx,
    `The state machine is further than the database, at wave ${numbers}. The database was restored from an older backup.`,
  );
}
