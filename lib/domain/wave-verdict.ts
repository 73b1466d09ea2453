import type { ActionsProgress } from "./actions/wave-actions.ts";
import {
  isLaunchDecided,
  isServerProblem,
  isServerSettled,
  type ServerStatus,
  type WaveStatus,
} from "./execution-status.ts";
import type { OnFailure } from "./wave-policy.ts";

export type JudgedServer = { status: ServerStatus; isCritical: boolean };

export type JudgedWave = {
  onFailure: OnFailure;
  passPercent: number;
  isContinued: boolean;
  /** A step of it could not be carried out. */
  hasTrouble: boolean;
  /** How far its actions before the launch and after it are. */
  before: ActionsProgress;
  after: ActionsProgress;
};

export type WaveVerdict = {
  status: Extract<
    WaveStatus,
    | "PRE_ACTIONS"
    | "LAUNCHING"
    | "VERIFYING"
    | "POST_ACTIONS"
    | "AWAITING_DECISION"
    | "COMPLETED"
    | "PARTIAL"
    | "FAILED"
    | "SKIPPED"
  >;
  /** It can no longer pass as things stand, whatever the servers under way come to. */
  isFailing: boolean;
  /** Its policy accepts the failures: the waves behind it start once it is over. */
  isAccepted: boolean;
  /** Ids of its actions that may start now. */
  start: readonly string[];
};

/**
 * What a wave that has begun is, from its actions, its servers and its policy alone: what comes before the launch, the
 * servers, what comes after it. A wave that can no longer pass says so at once, while the rest of it goes on; it is over
 * only when every server is settled and its actions are done.
 */
export function waveVerdict(wave: JudgedWave, servers: readonly JudgedServer[]): WaveVerdict {
  const before = wave.hasTrouble ? null : actionsVerdict(wave.before, "PRE_ACTIONS");
  if (before !== null) return { ...before, isAccepted: false };
  const launched = serversVerdict(wave, servers);
  if (launched.status !== "COMPLETED" && launched.status !== "PARTIAL") return launched;
  const after = actionsVerdict(wave.after, "POST_ACTIONS");
  if (after !== null) return { ...after, isAccepted: launched.isAccepted };
  return wave.before.isWhole && wave.after.isWhole ? launched : { ...launched, status: "PARTIAL" };
}

/** Null once these actions are done, so that what comes after them decides. */
function actionsVerdict(
  { stage, start, ask }: ActionsProgress,
  underWay: "PRE_ACTIONS" | "POST_ACTIONS",
): Omit<WaveVerdict, "isAccepted"> | null {
  if (stage === "DONE") return null;
  if (stage === "ENDING" || stage === "ABORTED") return { status: "FAILED", isFailing: true, start: [] };
  const isAsking = ask.length > 0;
  return { status: isAsking ? "AWAITING_DECISION" : underWay, isFailing: isAsking, start };
}

function serversVerdict(wave: JudgedWave, servers: readonly JudgedServer[]): WaveVerdict {
  const start: readonly string[] = [];
  const isFailing = wave.hasTrouble || !canStillPass(servers, wave.passPercent);
  const isAccepted = isFailing && (wave.isContinued || wave.onFailure === "CONTINUE");
  if (isFailing && !isAccepted) {
    // What is not launched yet never will be; what DRS runs cannot be stopped and is only told.
    const status = wave.onFailure === "ABORT" ? "FAILED" : "AWAITING_DECISION";
    return { status, isFailing, isAccepted, start };
  }
  const rest = { isFailing, isAccepted, start };
  if (!servers.every(({ status }) => isLaunchDecided(status))) return { status: "LAUNCHING", ...rest };
  if (!servers.every(({ status }) => isServerSettled(status))) return { status: "VERIFYING", ...rest };
  return { status: endOf(servers, isAccepted), ...rest };
}

/** Whether enough critical servers are healthy or may still become so. Skipped ones do not count, a person left them out. */
function canStillPass(servers: readonly JudgedServer[], passPercent: number): boolean {
  const critical = servers.filter(({ isCritical, status }) => isCritical && status !== "SKIPPED");
  const lost = critical.filter(({ status }) => isServerProblem(status)).length;
  return (critical.length - lost) * 100 >= critical.length * passPercent;
}

/** What a wave whose servers are all settled came to. Only accepted failures leave one with nothing healthy `FAILED`. */
function endOf(
  servers: readonly JudgedServer[],
  isAccepted: boolean,
): Extract<WaveStatus, "COMPLETED" | "PARTIAL" | "FAILED" | "SKIPPED"> {
  const healthy = servers.filter(({ status }) => status === "HEALTHY").length;
  if (healthy === servers.length) return "COMPLETED";
  if (healthy === 0 && servers.every(({ status }) => status === "SKIPPED")) return "SKIPPED";
  return healthy === 0 && isAccepted ? "FAILED" : "PARTIAL";
}
