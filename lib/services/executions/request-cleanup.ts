import { type Cleanup, findNewestCleanup, insertCleanup, updateCleanup } from "#lib/db/cleanups.ts";
import { type ExecutionServer, listExecutionServers } from "#lib/db/executions.ts";
import { AppError } from "#lib/domain/errors.ts";
import { CleanupInput } from "#lib/domain/execution-input.ts";
import { isTerminal } from "#lib/domain/execution-status.ts";
import { type CleanupRun, ENGINE_CONTRACT } from "#lib/domain/execution-trigger.ts";
import { nameKey } from "#lib/domain/names.ts";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission } from "../context.ts";
import { getExecutionRow } from "./get.ts";
import { type ExecutionTransaction, inExecution, tell } from "./locked.ts";

/**
 * Has the instances that an ended execution launched terminated, now or later. A clean-up that is on the calendar is put
 * to the new time; one that runs is answered as it is. A recovery asks for the plan's name and names the instances. The
 * caller triggers the state machine after the commit. Throws `INVALID_STATE`, `CONFIRMATION_REQUIRED`.
 */
export async function requestCleanup(ctx: Context, input: { executionId: string } & CleanupInput): Promise<CleanupRun> {
  requirePermission(ctx, "execution:control");
  const { executionId, ...body } = input;
  const { afterMinutes, confirm, comment } = CleanupInput.parse(body);
  const { id, type } = await getExecutionRow(ctx.db, executionId);
  if (type === "RECOVERY") requirePermission(ctx, "execution:recover");
  return inExecution(ctx, id, async (tx) => {
    requireEnded(tx);
    const open = await openCleanup(tx);
    if (open?.status === "RUNNING") return runOf(open);
    const instances = await requireInstances(tx);
    if (type === "RECOVERY") requireConfirmation(tx, instances, confirm);
    const wish = { dueAt: new Date(tx.now().getTime() + afterMinutes * 60_000), comment };
    const cleanup = open === null ? await schedule(tx, wish) : await putOff(tx, open, wish);
    await tellWhen(tx, cleanup, afterMinutes);
    const detail = { cleanup: cleanup.number, dueAt: wish.dueAt, instances: instances.length };
    await recordAudit(tx, {
      action: open === null ? "execution.cleanup" : "execution.cleanup-change",
      entity: { kind: "execution", id, name: tx.execution.planName },
      comment,
      detail,
    });
    return runOf(cleanup);
  });
}

function runOf({ executionId, number, contract }: Cleanup): CleanupRun {
  return { executionId, cleanup: number, contract };
}

/** The clean-up that is not over, under the execution's lock. */
export async function openCleanup(tx: ExecutionTransaction): Promise<Cleanup | null> {
  const newest = await findNewestCleanup(tx.db, tx.execution.id);
  return newest?.endedAt === null ? newest : null;
}

function requireEnded({ execution }: ExecutionTransaction): void {
  if (isTerminal(execution.status)) return;
  throw new AppError("INVALID_STATE", "The execution has not ended. Its instances can be terminated once it has.");
}

/** Servers whose instance may still be there. */
async function requireInstances(tx: ExecutionTransaction): Promise<ExecutionServer[]> {
  const servers = await listExecutionServers(tx.db, { executionId: tx.execution.id });
  const left = servers.filter(
    ({ recoveryInstanceId, status }) => recoveryInstanceId !== null && status !== "TERMINATED",
  );
  if (left.length === 0) {
    throw new AppError("INVALID_STATE", "Nothing is left to terminate: the instances of this execution are gone.");
  }
  return left;
}

function requireConfirmation(
  { execution }: ExecutionTransaction,
  instances: readonly ExecutionServer[],
  confirm: string | undefined,
): void {
  if (confirm !== undefined && nameKey(confirm) === nameKey(execution.planName)) return;
  const count = instances.length === 1 ? "1 recovered server" : `${instances.length} recovered servers`;
  throw new AppError(
    "CONFIRMATION_REQUIRED",
    `This terminates ${count} for good. Send "confirm" with the name "${execution.planName}" to go on.`,
    {
      conflicts: instances.map(({ recoveryInstanceId, hostname, accountId, region }) => ({
        kind: "recovery-instance",
        id: recoveryInstanceId ?? "",
        name: hostname,
        detail: `account ${accountId}, ${region}`,
      })),
    },
  );
}

type Wish = { dueAt: Date; comment: string | null };

async function schedule(tx: ExecutionTransaction, wish: Wish): Promise<Cleanup> {
  const { id: requestedById, name: requestedBy } = tx.actor;
  return insertCleanup(tx.db, {
    ...wish,
    ...{ executionId: tx.execution.id, requestedById, requestedBy, contract: ENGINE_CONTRACT, at: tx.now() },
  });
}

async function putOff(tx: ExecutionTransaction, open: Cleanup, wish: Wish): Promise<Cleanup> {
  const { id: requestedById, name: requestedBy } = tx.actor;
  return updateCleanup(tx.db, open, { ...wish, requestedById, requestedBy });
}

async function tellWhen(tx: ExecutionTransaction, cleanup: Cleanup, afterMinutes: number): Promise<void> {
  const when = afterMinutes === 0 ? "now" : `for ${cleanup.dueAt.toISOString()}`;
  await tell(tx, {
    kind: "cleanup.scheduled",
    severity: "person",
    actor: tx.actor.name,
    message: `${tx.actor.name} asked for the clean-up ${when}`,
    detail: cleanup.comment,
  });
}
