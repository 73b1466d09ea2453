import { appendEvents } from "#lib/db/execution-events.ts";
import { lockExecution, updateExecution } from "#lib/db/executions.ts";
import { AppError } from "#lib/domain/errors.ts";
import { ControlExecutionInput } from "#lib/domain/execution.ts";
import { isTerminal } from "#lib/domain/execution-status.ts";
import type { EngineRun } from "#lib/domain/execution-trigger.ts";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission } from "../context.ts";
import { inTransaction } from "../transaction.ts";
import { getExecutionRow } from "./get.ts";

/**
 * Gives an execution whose state machine ended too early a new one, under the next generation. Every step looks at what
 * is already true, so nothing is launched again. The caller triggers the state machine after the commit.
 */
export async function reviveExecution(
  ctx: Context,
  input: { executionId: string } & ControlExecutionInput,
): Promise<EngineRun> {
  requirePermission(ctx, "execution:control");
  const { executionId, ...body } = input;
  const { comment } = ControlExecutionInput.parse(body);
  return inTransaction(ctx, async (tx) => {
    const { id } = await getExecutionRow(tx.db, executionId);
    const execution = await lockExecution(tx.db, id);
    if (execution === null || isTerminal(execution.status)) {
      throw new AppError("INVALID_STATE", "The execution has ended. Start the plan again instead.");
    }
    if (execution.engineStoppedAt === null) {
      throw new AppError(
        "INVALID_STATE",
        "The state machine of this execution has not stopped, so there is nothing to revive.",
      );
    }
    const { generation, contract } = await updateExecution(tx.db, id, {
      generation: { increment: 1 },
      engineStartedAt: null,
      engineStoppedAt: null,
      engineStopReason: null,
    });
    await appendEvents(tx.db, id, {
      at: tx.now(),
      events: [
        {
          kind: "execution.revived",
          severity: "person",
          actor: tx.actor.name,
          message: `${tx.actor.name} revived the execution`,
          detail: comment,
        },
      ],
    });
    const entity = { kind: "execution", id, name: execution.planName };
    await recordAudit(tx, { action: "execution.revive", entity, comment, detail: { generation } });
    return { executionId: id, generation, contract };
  });
}
