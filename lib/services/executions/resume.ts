import { updateExecution } from "#lib/db/executions.ts";
import { ControlExecutionInput } from "#lib/domain/execution-input.ts";
import { executionTransition } from "#lib/domain/execution-status.ts";
import { AppError } from "#lib/domain/errors.ts";

import { type Context, requirePermission } from "../context.ts";
import { recordAct, requireGoingOn } from "./control-rules.ts";
import { getExecutionRow } from "./get.ts";
import { inExecution } from "./locked.ts";
import { settle } from "./settle.ts";

/** What waits goes on where it stands. Resuming what runs changes nothing. */
export async function resumeExecution(
  ctx: Context,
  input: { executionId: string } & ControlExecutionInput,
): Promise<void> {
  requirePermission(ctx, "execution:control");
  const { executionId, ...body } = input;
  const { comment } = ControlExecutionInput.parse(body);
  const { id } = await getExecutionRow(ctx.db, executionId);
  await inExecution(ctx, id, async (tx) => {
    const { status } = tx.execution;
    if (status === "RUNNING") return;
    requireGoingOn(tx);
    if (status !== "PAUSED") throw new AppError("INVALID_STATE", `The execution is ${status}, not paused.`);
    tx.execution = await updateExecution(tx.db, id, { status: executionTransition(status, "RUNNING") });
    await recordAct(tx, { act: "resume", words: "resumed the execution", comment });
    await settle(tx);
  });
}
