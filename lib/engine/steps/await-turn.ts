import { listWaves, updateWave } from "#lib/db/executions.ts";
import { parkStepTask } from "#lib/db/step-tasks.ts";
import { waveTransition } from "#lib/domain/execution-status.ts";
import { turnOf } from "#lib/domain/wave-turn.ts";

import { sendDecidedTasks } from "../parked-tasks.ts";
import { done, inStep, type StepResult, type StepRun, waveOf } from "../step.ts";
import { advanceWaves, AWAIT_TURN } from "../waves.ts";

/** Lets a wave through when its dependencies have passed; until then its task waits without holding a worker. */
export async function awaitTurn(run: StepRun): Promise<StepResult> {
  const number = waveOf(run.input);
  const result = await inStep(run, async (tx): Promise<StepResult> => {
    await advanceWaves(tx);
    const waves = await listWaves(tx.db, tx.execution.id);
    const wave = waves.find((candidate) => candidate.number === number);
    if (wave === undefined) return done("over");
    const turn = turnOf(wave, { status: tx.execution.status, waves });
    switch (turn.kind) {
      case "go":
        return done("go");
      case "over":
      case "blocked":
        return done("over");
      case "wait":
        break;
    }
    if (wave.status === "PENDING") await updateWave(tx.db, wave, { status: waveTransition("PENDING", "WAITING") });
    const { id: executionId, generation } = tx.execution;
    await parkStepTask(tx.db, { executionId, generation, waveNumber: number, step: AWAIT_TURN }, run.token);
    return { kind: "parked" };
  });
  await sendDecidedTasks(run.engine, run.input.executionId);
  return result ?? done("superseded");
}
