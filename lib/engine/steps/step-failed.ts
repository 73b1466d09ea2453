import { listWaves, updateWave } from "#lib/db/executions.ts";
import { isWaveOver } from "#lib/domain/execution-status.ts";
import { changeWave } from "#lib/services/executions/settle.ts";

import { done, inStep, type StepResult, type StepRun, waveOf } from "../step.ts";

const TROUBLE = "A step of the wave could not be carried out. The state machine's history says which.";

/** Where the state machine goes when a step answered something it cannot route: a person decides how the wave goes on. */
export async function stepFailed(run: StepRun): Promise<StepResult> {
  const number = waveOf(run.input);
  const result = await inStep(run, async (tx) => {
    const wave = (await listWaves(tx.db, tx.execution.id)).find((candidate) => candidate.number === number);
    if (wave === undefined || isWaveOver(wave.status) || wave.trouble !== null) return done("told");
    await updateWave(tx.db, wave, { trouble: TROUBLE });
    wave.trouble = TROUBLE;
    if (wave.status !== "AWAITING_DECISION")
      await changeWave(tx, wave, { status: "AWAITING_DECISION", reason: TROUBLE });
    return done("told");
  });
  return result ?? done("superseded");
}
