import { type TalliedRun, updateActionRun } from "#lib/db/action-runs.ts";
import type { NewEvent } from "#lib/db/execution-events.ts";
import { type Action, timeLimitSeconds } from "#lib/domain/actions/action.ts";
import { startedRun } from "#lib/domain/actions/outcome-of-action.ts";

import { type ExecutionTransaction, tell } from "./locked.ts";

const AGAIN_SECONDS = [10, 30, 60];

/**
 * Sets actions of a wave going. From now on each is a running try that any worker sends and follows; what only time or a
 * person ends is not sent anywhere.
 */
export async function startActions(tx: ExecutionTransaction, runs: readonly TalliedRun[]): Promise<void> {
  for (const run of runs) {
    const { action } = run;
    const isOnceMore = run.starts > 0 && !run.isRetryWanted;
    const waitMs = isOnceMore ? (AGAIN_SECONDS[run.starts - 1] ?? 60) * 1000 : 0;
    const startedAt = new Date(tx.now().getTime() + waitMs);
    const limit = timeLimitSeconds(action);
    const next = startedRun(run);
    await updateActionRun(tx.db, run.id, {
      state: next.state,
      starts: next.starts,
      isRetryWanted: next.isRetryWanted,
      ...(run.state === "UNKNOWN" && { mayHaveRunTwice: true }),
      ...NOTHING_SENT,
      tryId: crypto.randomUUID(),
      isSent: isNeverSent(action),
      startedAt,
      deadlineAt: limit === null ? null : new Date(startedAt.getTime() + limit * 1000),
      dueAt: firstDue(action, startedAt),
    });
    Object.assign(run, next);
    await tell(tx, { ...eventOf(action, run.starts > 1), wave: run.waveNumber });
  }
}

function eventOf(action: Action, isOnceMore: boolean): Pick<NewEvent, "kind" | "severity" | "message"> {
  if (action.kind === "MANUAL_TASK") {
    const who = action.assignee ?? "somebody";
    const words = isOnceMore ? "waits once more for" : "waits for";
    return { kind: "task.waiting", severity: "warning", message: `"${action.name}" ${words} ${who}` };
  }
  return isOnceMore
    ? { kind: "action.repeated", severity: "info", message: `"${action.name}" is tried once more` }
    : { kind: "action.started", severity: "info", message: `"${action.name}" started` };
}

const NOTHING_SENT = { claimedBy: null, claimUntil: null, endedAt: null, output: null, outputCut: 0, error: null };

/** What no service does. */
function isNeverSent({ kind }: Action): boolean {
  return kind === "WAIT" || kind === "MANUAL_TASK";
}

function firstDue(action: Action, startedAt: Date): Date | null {
  if (action.kind === "WAIT") return new Date(startedAt.getTime() + action.seconds * 1000);
  if (action.kind !== "MANUAL_TASK") return startedAt;
  const { escalateAfterMinutes, expiresAfterMinutes } = action;
  const minutes = escalateAfterMinutes ?? expiresAfterMinutes;
  return minutes === undefined ? null : new Date(startedAt.getTime() + minutes * 60_000);
}
