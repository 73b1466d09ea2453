import { updateExecution } from "#lib/db/executions.ts";
import { ControlExecutionInput } from "#lib/domain/execution-input.ts";
import { executionTransition } from "#lib/domain/execution-status.ts";
import { AppError } from "#lib/domain/errors.ts";

import { type Context, requirePermission } from "../context.ts";
import { recordAct, requireGoingOn } from "./control-rules.ts";
import { getExecutionRow } from "./get.ts";
import { inExecution } from "./locked.ts";

/** From now on nothing new starts; what DRS runs, runs. Pausing what is paused changes nothing. */
export async function pauseExecution(
  ctx: Context,
  input: { executionId: string } & ControlExecutionInput,
): Promise<void> {
  requirePermission(ctx, "execution:control");
  const { executionId, ...body } = input;
  const { comment } = ControlExecutionInput.parse(body);
  const { id } = await getExecutionRow(ctx.db, executionId);
  await inExecution(ctx, id, async (tx) => {
    const { status } = tx.execution;
    if (status === "PAUSED") return;
    requireGoingOn(tx);
    if (status !== "RUNNING") {
      throw new AppError(
        "INVALID_STATE",
        `The execution is ${status} and has not begun. Cancel it to keep it from starting.`,
      );
    }
    tx.execution = await updateExecution(tx.db, id, { status: executionTransition(status, "PAUSED") });
    await recordAct(tx, { act: "pause", words: "paused the execution", comment });
  });
}
