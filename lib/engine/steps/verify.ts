import { listExecutionServers, listWaves } from "#lib/db/executions.ts";
import { isServerSettled, isWaveOver } from "#lib/domain/execution-status.ts";

import { sendDecidedTasks } from "../parked-tasks.ts";
import { done, inStep, type StepResult, type StepRun, untilChanged, waveOf } from "../step.ts";
import { concludeWave } from "../waves.ts";

/** Waits until the watcher has seen every launched server pass or miss its health checks, then ends the wave. */
export async function verify(run: StepRun): Promise<StepResult> {
  const number = waveOf(run.input);
  for (;;) {
    const result = await inStep(run, async (tx) => {
      const wave = (await listWaves(tx.db, tx.execution.id)).find((candidate) => candidate.number === number);
      if (wave === undefined || isWaveOver(wave.status)) return done("over");
      const servers = await listExecutionServers(tx.db, { executionId: tx.execution.id, waveNumber: number });
      if (!servers.every((server) => isServerSettled(server.status))) return "waiting";
      await concludeWave(tx, wave, servers);
      return done("over");
    });
    if (result === null) return done("superseded");
    if (result !== "waiting") {
      await sendDecidedTasks(run.engine, run.input.executionId);
      return result;
    }
    await untilChanged(run);
  }
}
