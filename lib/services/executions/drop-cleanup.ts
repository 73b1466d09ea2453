import { updateCleanup } from "#lib/db/cleanups.ts";
import { AppError } from "#lib/domain/errors.ts";
import { ControlExecutionInput } from "#lib/domain/execution-input.ts";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission } from "../context.ts";
import { releaseCleanupTasks } from "./cleanup-tasks.ts";
import { getExecutionRow } from "./get.ts";
import { inExecution, tell } from "./locked.ts";
import { openCleanup } from "./request-cleanup.ts";

/** Takes a clean-up off the calendar: nothing is terminated. Throws `INVALID_STATE` when it runs already, or there is none. */
export async function dropCleanup(ctx: Context, input: { executionId: string } & ControlExecutionInput): Promise<void> {
  requirePermission(ctx, "execution:control");
  const { executionId, ...body } = input;
  const { comment } = ControlExecutionInput.parse(body);
  const { id } = await getExecutionRow(ctx.db, executionId);
  await inExecution(ctx, id, async (tx) => {
    const open = await openCleanup(tx);
    if (open === null) throw new AppError("INVALID_STATE", "No clean-up of this execution is scheduled.");
    if (open.status !== "SCHEDULED") {
      throw new AppError("INVALID_STATE", "The clean-up has started. DRS cannot take back what it terminates.");
    }
    await updateCleanup(tx.db, open, { status: "DROPPED", endedAt: tx.now() });
    await releaseCleanupTasks(tx, open);
    await tell(tx, {
      kind: "cleanup.dropped",
      severity: "person",
      actor: tx.actor.name,
      message: `${tx.actor.name} took the clean-up back. The instances stay, and cost`,
      detail: comment,
    });
    const entity = { kind: "execution", id, name: tx.execution.planName };
    await recordAudit(tx, { action: "execution.cleanup-drop", entity, comment, detail: { cleanup: open.number } });
  });
}
