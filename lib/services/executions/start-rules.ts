import { findActiveExecution, leaseHolders } from "#lib/db/execution-start.ts";
import type { PlanRecord } from "#lib/db/recovery-plans.ts";
import { AppError, type Conflict } from "#lib/domain/errors.ts";
import type { ExecutionType } from "#lib/domain/execution-status.ts";
import { nameKey } from "#lib/domain/names.ts";
import { liveRecoveryInstance, notRecoverableReason } from "#lib/domain/source-server.ts";

import type { Transaction } from "../context.ts";
import type { PlannedServer } from "./resolve-plan.ts";

/** `skipReason`: why a recovery leaves this server out. */
export type StartingServer = PlannedServer & { skipReason: string | null };

/** Throws `EXECUTION_IN_PROGRESS`, naming the execution that runs. */
export async function requireIdlePlan(tx: Transaction, plan: PlanRecord): Promise<void> {
  const active = await findActiveExecution(tx.db, plan.id);
  if (active === null) return;
  throw new AppError(
    "EXECUTION_IN_PROGRESS",
    `A ${modeWord(active.type)} of "${plan.name}" is ${active.status.toLowerCase()} since ${active.createdAt.toISOString()}. A plan runs once at a time.`,
    { conflicts: [{ kind: "execution", id: active.id, name: plan.name, detail: active.status }] },
  );
}

/**
 * Throws where a launch would do harm or cannot work: servers that another execution has (`SERVER_BUSY`), a drill over
 * a live recovery (`LIVE_RECOVERY_EXISTS`), a drill of servers without snapshot (`SERVER_NOT_RECOVERABLE`). A recovery
 * leaves such servers out and says so, because the rest cannot wait.
 */
export async function requireStartable(
  tx: Transaction,
  start: { plan: PlanRecord; type: ExecutionType; servers: readonly PlannedServer[] },
): Promise<StartingServer[]> {
  await requireFreeServers(tx, start.servers);
  const inTheWay = start.servers.flatMap((planned) => problemOf(planned) ?? []);
  const first = inTheWay[0];
  if (start.type === "DRILL" && first !== undefined) throw drillRefusal(first.code, inTheWay);
  const reasons = new Map(inTheWay.map(({ planned, reason }) => [planned, reason]));
  return start.servers.map((planned) => ({ ...planned, skipReason: reasons.get(planned) ?? null }));
}

async function requireFreeServers(tx: Transaction, servers: readonly PlannedServer[]): Promise<void> {
  const holders = await leaseHolders(
    tx.db,
    servers.map(({ server }) => server),
  );
  if (holders.length === 0) return;
  const names = holders.map((holder) => `${holder.hostname} (in "${holder.planName}")`);
  throw new AppError("SERVER_BUSY", `Another execution has these servers now: ${names.join(", ")}.`, {
    conflicts: holders.map((holder) => ({
      kind: "source-server",
      id: holder.sourceServerId,
      name: holder.hostname,
      detail: `execution ${holder.executionId} of ${holder.planName}`,
    })),
  });
}

type Problem = { planned: PlannedServer; code: "LIVE_RECOVERY_EXISTS" | "SERVER_NOT_RECOVERABLE"; reason: string };

function problemOf(planned: PlannedServer): Problem | null {
  const live = liveRecoveryInstance(planned.server);
  if (live !== null) {
    const reason = `recovery instance ${live.recoveryInstanceId} is live, and a launch would terminate it`;
    return { planned, code: "LIVE_RECOVERY_EXISTS", reason };
  }
  const reason = notRecoverableReason(planned.server);
  return reason === null ? null : { planned, code: "SERVER_NOT_RECOVERABLE", reason };
}

function drillRefusal(code: Problem["code"], problems: readonly Problem[]): AppError {
  const same = problems.filter((problem) => problem.code === code);
  const named = same.map(({ planned, reason }) => `${planned.server.hostname}: ${reason}`);
  return new AppError(code, `The drill was not started. ${named.join("; ")}.`, { conflicts: same.map(toConflict) });
}

function toConflict({ planned, reason }: Problem): Conflict {
  return { kind: "source-server", id: planned.server.sourceServerId, name: planned.server.hostname, detail: reason };
}

/** A recovery asks once for the plan's name, and says what it will do; throws `CONFIRMATION_REQUIRED` until it is given. */
export function requireConfirmation(start: {
  plan: PlanRecord;
  start: { type: ExecutionType; confirm?: string | undefined };
  servers: readonly StartingServer[];
}): void {
  const { plan, servers } = start;
  if (start.start.type === "DRILL") return;
  if (start.start.confirm !== undefined && nameKey(start.start.confirm) === plan.nameKey) return;
  const left = servers.filter((server) => server.skipReason !== null);
  const launched = servers.length - left.length;
  throw new AppError(
    "CONFIRMATION_REQUIRED",
    `This launches ${launched} of ${servers.length} servers for real. Send "confirm" with the plan's name, "${plan.name}", to start.`,
    {
      conflicts: left.map(({ server, skipReason }) => ({
        kind: "source-server",
        id: server.sourceServerId,
        name: server.hostname,
        detail: `left out: ${skipReason ?? ""}`,
      })),
    },
  );
}

function modeWord(type: ExecutionType): string {
  return type === "DRILL" ? "drill" : "recovery";
}
