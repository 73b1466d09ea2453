import { countInstances, updateExecution } from "#lib/db/executions.ts";
import { AppError } from "#lib/domain/errors.ts";
import { ControlExecutionInput } from "#lib/domain/execution-input.ts";
import { executionTransition, isTerminal } from "#lib/domain/execution-status.ts";

import { type Context, requirePermission } from "../context.ts";
import { recordAct, requireMayChange } from "./control-rules.ts";
import { getExecutionRow } from "./get.ts";
import { type ExecutionTransaction, inExecution } from "./locked.ts";
import { settle } from "./settle.ts";

/**
 * Nothing more is launched. The execution is `CANCELLING` until every call is resolved and every job of it has ended,
 * which needs no state machine. Cancelling twice changes nothing.
 */
export async function cancelExecution(
  ctx: Context,
  input: { executionId: string } & ControlExecutionInput,
): Promise<void> {
  requirePermission(ctx, "execution:control");
  const { executionId, ...body } = input;
  const { comment } = ControlExecutionInput.parse(body);
  const { id } = await getExecutionRow(ctx.db, executionId);
  await inExecution(ctx, id, async (tx) => {
    requireMayChange(tx);
    const { status } = tx.execution;
    if (status === "CANCELLING" || status === "CANCELLED") return;
    if (isTerminal(status)) {
      throw new AppError(
        "INVALID_STATE",
        `The execution has ended and is ${status}. What it launched can be cleaned up.`,
      );
    }
    const instances = await countInstances(tx.db, id);
    await recordAct(tx, { act: "cancel", words: "cancelled the execution", comment, detail: { instances } });
    await beginCancelling(tx);
  });
}

/** Also for a drill whose servers a recovery takes. */
export async function beginCancelling(tx: ExecutionTransaction): Promise<void> {
  const { id, status } = tx.execution;
  const next = status === "AWAITING_APPROVAL" ? "CANCELLED" : "CANCELLING";
  tx.execution = await updateExecution(tx.db, id, {
    status: executionTransition(status, next),
    ...(next === "CANCELLED" && { endedAt: tx.now() }),
  });
  await settle(tx);
}
