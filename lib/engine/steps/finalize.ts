import { listWaves, releaseServers, updateExecution } from "#lib/db/executions.ts";
import { isClosed, listLaunches } from "#lib/db/launches.ts";
import { type ExecutionStatus, executionTransition, isTerminal, isWaveOver } from "#lib/domain/execution-status.ts";
import { executionOutcome } from "#lib/domain/outcome.ts";

import { type ExecutionTransaction, tell } from "../execution-transaction.ts";
import { done, inStep, type StepResult, type StepRun, untilChanged } from "../step.ts";
import { failWave } from "../waves.ts";

/** Ends the execution once nothing of it runs in AWS any more, and gives its servers back. */
export async function finalize(run: StepRun): Promise<StepResult> {
  for (;;) {
    const result = await inStep(run, async (tx) => {
      if (isTerminal(tx.execution.status)) return done("over");
      const launches = await listLaunches(tx.db, { executionId: tx.execution.id });
      if (!launches.every(isClosed)) return "waiting";
      await endExecution(tx);
      return done("over");
    });
    if (result === null) return done("superseded");
    if (result !== "waiting") return result;
    await untilChanged(run);
  }
}

async function endExecution(tx: ExecutionTransaction): Promise<void> {
  for (const wave of await listWaves(tx.db, tx.execution.id)) {
    if (!isWaveOver(wave.status)) await failWave(tx, wave, "The state machine ended before the wave did.");
  }
  const waves = await listWaves(tx.db, tx.execution.id);
  const outcome = executionOutcome(waves.map((wave) => wave.status));
  const running: ExecutionStatus = tx.execution.status === "PENDING" ? "RUNNING" : tx.execution.status;
  const status = executionTransition(running, outcome);
  await updateExecution(tx.db, tx.execution.id, { status, endedAt: tx.now() });
  await releaseServers(tx.db, tx.execution.id, tx.now());
  await tell(tx, {
    kind: `execution.${outcome.toLowerCase()}`,
    severity: outcome === "COMPLETED" ? "good" : "problem",
    message: WORDS[outcome],
  });
}

const WORDS = {
  COMPLETED: "The execution completed",
  PARTIAL: "The execution ended in part",
  FAILED: "The execution failed",
} as const;
