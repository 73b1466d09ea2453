import { listWaves } from "#lib/db/executions.ts";
import { isWaveOver } from "#lib/domain/execution-status.ts";

import { sendDecidedTasks } from "../parked-tasks.ts";
import { done, inStep, type StepResult, type StepRun, waveOf } from "../step.ts";
import { failWave } from "../waves.ts";

/** Where the state machine goes when a step answered something it cannot route: the wave says so and ends. */
export async function failWaveStep(run: StepRun): Promise<StepResult> {
  const number = waveOf(run.input);
  const result = await inStep(run, async (tx) => {
    const wave = (await listWaves(tx.db, tx.execution.id)).find((candidate) => candidate.number === number);
    if (wave !== undefined && !isWaveOver(wave.status))
      await failWave(tx, wave, "A step of the wave could not be carried out.");
    return done("over");
  });
  await sendDecidedTasks(run.engine, run.input.executionId);
  return result ?? done("superseded");
}
