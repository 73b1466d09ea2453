import { listWaves, type Execution } from "#lib/db/executions.ts";
import { listOpenStepTasks } from "#lib/db/step-tasks.ts";
import { isWaveOver } from "#lib/domain/execution-status.ts";
import { hasBegun } from "#lib/domain/parked-task.ts";
import { turnOf } from "#lib/domain/wave-turn.ts";
import { inExecution } from "#lib/services/executions/locked.ts";
import { stateOf } from "#lib/services/executions/settle.ts";

import type { Engine } from "./engine.ts";
import { stopEngine } from "./stop-engine.ts";

export type TaskWatch = { look: (execution: Execution) => Promise<void> };

/**
 * Notices waves that could go on while the state machine sends no task for them: it is past them already, because the
 * database was restored from an older state. Nothing is guessed; the execution says so and waits for a revive.
 */
export function createTaskWatch(engine: Engine): TaskWatch {
  const missingSince = new Map<string, number>();
  const patienceMs = (2 * engine.settings.parkedHeartbeatSeconds + engine.settings.stepHeartbeatSeconds) * 1000;

  return {
    async look(execution) {
      const wave = await firstWithoutTask(engine, execution);
      const key = `${execution.id} ${execution.generation}`;
      const now = engine.context.now().getTime();
      if (wave === null) {
        missingSince.delete(key);
        return;
      }
      const since = missingSince.get(key) ?? now;
      missingSince.set(key, since);
      if (now - since < patienceMs) return;
      missingSince.delete(key);
      const reason = `The state machine sends no task for wave ${wave}, which could go on. Was the database restored from a backup?`;
      await inExecution(engine.context, execution.id, async (tx) => {
        if (tx.execution.generation === execution.generation) await stopEngine(tx, reason);
      });
    },
  };
}

async function firstWithoutTask(engine: Engine, execution: Execution): Promise<number | null> {
  const { db } = engine.context;
  const [waves, tasks] = await Promise.all([listWaves(db, execution.id), listOpenStepTasks(db, of(execution))]);
  const states = waves.map(stateOf);
  const withTask = new Set(tasks.map((task) => task.waveNumber));
  const stuck = states.find((wave) => {
    if (isWaveOver(wave.status) || withTask.has(wave.number)) return false;
    return hasBegun(wave) || turnOf(wave, { status: execution.status, waves: states }).kind === "go";
  });
  return stuck?.number ?? null;
}

function of({ id, generation }: Execution) {
  return { executionId: id, generation };
}
