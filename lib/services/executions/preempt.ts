import { leaseHolders, type LeaseHolder } from "#lib/db/execution-start.ts";
import { listExecutionServers, releaseServer } from "#lib/db/executions.ts";
import { AppError, type Conflict } from "#lib/domain/errors.ts";
import { type ExecutionType, isTerminal } from "#lib/domain/execution-status.ts";
import { type AccountRegion, accountRegionKey } from "#lib/domain/regions.ts";

import { recordAudit } from "../audit.ts";
import type { Transaction } from "../context.ts";
import { beginCancelling } from "./cancel.ts";
import { type ExecutionTransaction, holdExecution, tell } from "./locked.ts";

type Leased = AccountRegion & { sourceServerId: string };

/** A drill that has servers a recovery needs: it is cancelled when that starts. */
export type DrillInTheWay = { executionId: string; planName: string; servers: LeaseHolder[] };

/**
 * Drills that a recovery would pre-empt. Throws `SERVER_BUSY` where servers are held by what is never pre-empted: by a
 * recovery, or by anything when a drill is to start.
 */
export async function findDrillsInTheWay(
  tx: Transaction,
  start: { type: ExecutionType; servers: readonly Leased[] },
): Promise<DrillInTheWay[]> {
  const holders = await leaseHolders(tx.db, start.servers);
  const kept = start.type === "RECOVERY" ? holders.filter((holder) => holder.type === "RECOVERY") : holders;
  if (kept.length > 0) throw serverBusy(kept);
  return [...Map.groupBy(holders, (holder) => holder.executionId)]
    .map(([executionId, servers]) => ({ executionId, planName: servers[0]?.planName ?? "", servers }))
    .sort((a, b) => (a.executionId < b.executionId ? -1 : 1));
}

function serverBusy(holders: readonly LeaseHolder[]): AppError {
  const names = holders.map((holder) => `${holder.hostname} (in "${holder.planName}")`);
  return new AppError("SERVER_BUSY", `Another execution has these servers now: ${names.join(", ")}.`, {
    conflicts: holders.map((holder) => ({
      kind: "source-server",
      id: holder.sourceServerId,
      name: holder.hostname,
      detail: `execution ${holder.executionId} of ${holder.planName}`,
    })),
  });
}

export function drillConflicts(drills: readonly DrillInTheWay[]): Conflict[] {
  return drills.map(({ executionId, planName, servers }) => ({
    kind: "execution",
    id: executionId,
    name: planName,
    detail: `drill that is cancelled: it has ${servers.length} of the servers`,
  }));
}

/**
 * Cancels drills and takes those servers from them, in the transaction that gives the servers to a recovery. A clean-up
 * that such a drill has coming leaves servers alone for as long as somebody else has them, so it needs no word.
 */
export async function preemptDrills(
  tx: Transaction,
  drills: readonly DrillInTheWay[],
  recovery: { planName: string; servers: readonly Leased[] },
): Promise<void> {
  const taken = new Set(recovery.servers.map(leaseKey));
  for (const { executionId } of drills) {
    const held = await holdExecution(tx, executionId);
    await preemptDrill(held, { recovery, taken });
  }
}

type Taking = { recovery: { planName: string }; taken: ReadonlySet<string> };

async function preemptDrill(tx: ExecutionTransaction, { recovery, taken }: Taking): Promise<void> {
  const { id, planName, status } = tx.execution;
  const reason = `A recovery of "${recovery.planName}" needs its servers.`;
  for (const server of await listExecutionServers(tx.db, { executionId: id })) {
    if (server.releasedAt === null && taken.has(leaseKey(server))) await releaseServer(tx.db, server, tx.now());
  }
  if (isTerminal(status) || status === "CANCELLING") return;
  await tell(tx, {
    kind: "execution.preempted",
    severity: "person",
    actor: tx.actor.name,
    message: `${tx.actor.name} started a recovery that takes over from this drill`,
    detail: reason,
  });
  await recordAudit(tx, {
    action: "execution.preempt",
    entity: { kind: "execution", id, name: planName },
    comment: reason,
  });
  await beginCancelling(tx);
}

function leaseKey(server: Leased): string {
  return `${accountRegionKey(server)} ${server.sourceServerId}`;
}
