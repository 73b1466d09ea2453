import { listWaves, updateExecution } from "#lib/db/executions.ts";
import { executionTransition, isTerminal } from "#lib/domain/execution-status.ts";
import { mapOrder } from "#lib/domain/wave-graph.ts";

import { tell } from "#lib/services/executions/locked.ts";

import { done, inStep, type StepResult, type StepRun } from "../step.ts";

/** Sets the execution going and hands its waves to the state machine, in the order in which they may start. */
export async function prepare(run: StepRun): Promise<StepResult> {
  const result = await inStep(run, async (tx) => {
    if (isTerminal(tx.execution.status)) return done("over", { waves: [] });
    // That this step runs proves that the state machine does, whoever started it.
    if (tx.execution.engineStartedAt === null) {
      await updateExecution(tx.db, tx.execution.id, { engineStartedAt: tx.now() });
    }
    if (tx.execution.status === "PENDING") {
      const status = executionTransition(tx.execution.status, "RUNNING");
      await updateExecution(tx.db, tx.execution.id, { status, startedAt: tx.now() });
      await tell(tx, { kind: "execution.running", severity: "info", message: "The state machine runs" });
    }
    const waves = await listWaves(tx.db, tx.execution.id);
    return done("ready", { waves: mapOrder(waves) });
  });
  return result ?? done("superseded", { waves: [] });
}
