import { updateExecution } from "#lib/db/executions.ts";
import { resolveAllStepTasks } from "#lib/db/step-tasks.ts";
import { ENGINE_CONTRACT, type EngineRun } from "#lib/domain/execution-trigger.ts";

import type { ExecutionTransaction } from "./locked.ts";

/**
 * Gives an execution its next state machine. Tasks of the one before are answered `superseded`; every step looks at what
 * is already true, so nothing is done again.
 */
export async function beginNextGeneration(tx: ExecutionTransaction): Promise<EngineRun> {
  const { id } = tx.execution;
  tx.execution = await updateExecution(tx.db, id, {
    generation: { increment: 1 },
    contract: ENGINE_CONTRACT,
    engineStartedAt: null,
    engineStoppedAt: null,
    engineStopReason: null,
  });
  const { generation, contract } = tx.execution;
  await resolveAllStepTasks(tx.db, id, { outcome: "superseded", at: tx.now(), beforeGeneration: generation });
  return { executionId: id, generation, contract };
}
