import { AppError } from "#lib/domain/errors.ts";
import { ControlExecutionInput } from "#lib/domain/execution-input.ts";
import { isTerminal } from "#lib/domain/execution-status.ts";
import type { EngineRun } from "#lib/domain/execution-trigger.ts";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission } from "../context.ts";
import { getExecutionRow } from "./get.ts";
import { inExecution, tell } from "./locked.ts";
import { beginNextGeneration } from "./next-generation.ts";

/**
 * Gives an execution whose state machine ended too early a new one, under the next generation. Nothing is launched
 * again. The caller triggers the state machine after the commit.
 */
export async function reviveExecution(
  ctx: Context,
  input: { executionId: string } & ControlExecutionInput,
): Promise<EngineRun> {
  requirePermission(ctx, "execution:control");
  const { executionId, ...body } = input;
  const { comment } = ControlExecutionInput.parse(body);
  const { id } = await getExecutionRow(ctx.db, executionId);
  return inExecution(ctx, id, async (tx) => {
    if (isTerminal(tx.execution.status)) {
      throw new AppError("INVALID_STATE", "The execution has ended. Start the plan again instead.");
    }
    if (tx.execution.engineStoppedAt === null) {
      throw new AppError(
        "INVALID_STATE",
        "The state machine of this execution has not stopped, so there is nothing to revive.",
      );
    }
    const run = await beginNextGeneration(tx);
    await tell(tx, {
      kind: "execution.revived",
      severity: "person",
      actor: tx.actor.name,
      message: `${tx.actor.name} revived the execution`,
      detail: comment,
    });
    const entity = { kind: "execution", id, name: tx.execution.planName };
    await recordAudit(tx, { action: "execution.revive", entity, comment, detail: { generation: run.generation } });
    return run;
  });
}
