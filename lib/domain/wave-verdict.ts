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
};

export type WaveVerdict = {
  status: Extract<
    WaveStatus,
    "LAUNCHING" | "VERIFYING" | "AWAITING_DECISION" | "COMPLETED" | "PARTIAL" | "FAILED" | "SKIPPED"
  >;
  /** It can no longer pass as things stand, whatever the servers under way come to. */
  isFailing: boolean;
  /** Its policy accepts the failures: the waves behind it start once it is over. */
  isAccepted: boolean;
};

/**
 * What a wave that has begun is, from its servers and its policy alone. A wave that can no longer pass says so at once,
 * while its other servers go on; it is over only when every server is settled.
 */
export function waveVerdict(wave: JudgedWave, servers: readonly JudgedServer[]): WaveVerdict {
  const isFailing = wave.hasTrouble || !canStillPass(servers, wave.passPercent);
  const isAccepted = isFailing && (wave.isContinued || wave.onFailure === "CONTINUE");
  if (isFailing && !isAccepted) {
    // What is not launched yet never will be; what DRS runs cannot be stopped and is only told.
    if (wave.onFailure === "ABORT") return { status: "FAILED", isFailing, isAccepted };
    return { status: "AWAITING_DECISION", isFailing, isAccepted };
  }
  if (!servers.every(({ status }) => isLaunchDecided(status))) return { status: "LAUNCHING", isFailing, isAccepted };
  if (!servers.every(({ status }) => isServerSettled(status))) return { status: "VERIFYING", isFailing, isAccepted };
  return { status: endOf(servers, isAccepted), isFailing, isAccepted };
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
