import { findActiveExecution } from "#lib/db/execution-start.ts";
import type { PlanRecord } from "#lib/db/recovery-plans.ts";
import { AppError, type Conflict } from "#lib/domain/errors.ts";
import type { ExecutionType } from "#lib/domain/execution-status.ts";
import { nameKey } from "#lib/domain/names.ts";
import { liveRecoveryInstance, notRecoverableReason } from "#lib/domain/source-server.ts";

import type { Transaction } from "../context.ts";
import { type DrillInTheWay, drillConflicts } from "./preempt.ts";
import type { PointedServer } from "./start-points.ts";

/** `skipReason`: why a recovery leaves this server out. */
export type StartingServer = PointedServer & { skipReason: string | null };

/** Throws `EXECUTION_IN_PROGRESS`, naming the execution that runs. A drill is not in a recovery's way: that takes over. */
export async function requireIdlePlan(tx: Transaction, plan: PlanRecord, type: ExecutionType): Promise<void> {
  const active = await findActiveExecution(tx.db, plan.id, type === "RECOVERY" ? ["RECOVERY"] : ["DRILL", "RECOVERY"]);
  if (active === null) return;
  throw new AppError(
    "EXECUTION_IN_PROGRESS",
    `A ${modeWord(active.type)} of "${plan.name}" is ${active.status.toLowerCase()} since ${active.createdAt.toISOString()}. A plan runs once at a time; only a recovery takes over from a drill.`,
    { conflicts: [{ kind: "execution", id: active.id, name: plan.name, detail: active.status }] },
  );
}

/**
 * Throws where a launch would do harm or cannot work: a drill over a live recovery (`LIVE_RECOVERY_EXISTS`), a drill of
 * servers without snapshot, or without one of the chosen moment (`SERVER_NOT_RECOVERABLE`). A recovery leaves such servers
 * out and says so, because the rest cannot wait.
 */
export function requireStartable(start: { type: ExecutionType; servers: readonly PointedServer[] }): StartingServer[] {
  const inTheWay = start.servers.flatMap((planned) => problemOf(planned) ?? []);
  const first = inTheWay[0];
  if (start.type === "DRILL" && first !== undefined) throw drillRefusal(first.code, inTheWay);
  const reasons = new Map(inTheWay.map(({ planned, reason }) => [planned, reason]));
  return start.servers.map((planned) => ({ ...planned, skipReason: reasons.get(planned) ?? null }));
}

type Problem = { planned: PointedServer; code: "LIVE_RECOVERY_EXISTS" | "SERVER_NOT_RECOVERABLE"; reason: string };

function problemOf(planned: PointedServer): Problem | null {
  const live = liveRecoveryInstance(planned.server);
  if (live !== null) {
    const reason = `recovery instance ${live.recoveryInstanceId} is live, and a launch would terminate it`;
    return { planned, code: "LIVE_RECOVERY_EXISTS", reason };
  }
  const reason = notRecoverableReason(planned.server) ?? planned.pointProblem;
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

/** A recovery asks once for its name, and says what it will do; throws `CONFIRMATION_REQUIRED` until it is given. */
export function requireConfirmation(asked: {
  name: string;
  start: { type: ExecutionType; confirm?: string | undefined };
  servers: readonly StartingServer[];
  drills: readonly DrillInTheWay[];
}): void {
  const { name, start, servers, drills } = asked;
  if (start.type === "DRILL") return;
  if (start.confirm !== undefined && nameKey(start.confirm) === nameKey(name)) return;
  const left = servers.filter((server) => server.skipReason !== null);
  const launched = servers.length - left.length;
  throw new AppError(
    "CONFIRMATION_REQUIRED",
    `This launches ${launched} of ${servers.length} ${servers.length === 1 ? "server" : "servers"} for real.${cancelsWords(drills)} Send "confirm" with the name, "${name}", to start.`,
    {
      conflicts: [
        ...drillConflicts(drills),
        ...left.map(({ server, skipReason }) => ({
          kind: "source-server",
          id: server.sourceServerId,
          name: server.hostname,
          detail: `left out: ${skipReason ?? ""}`,
        })),
      ],
    },
  );
}

function cancelsWords(drills: readonly DrillInTheWay[]): string {
  if (drills.length === 0) return "";
  return ` It cancels the drill of ${drills.map((drill) => `"${drill.planName}"`).join(" and of ")}, which has some of them.`;
}

function modeWord(type: ExecutionType): string {
  return type === "DRILL" ? "drill" : "recovery";
}
