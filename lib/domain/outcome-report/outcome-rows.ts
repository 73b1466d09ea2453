import type { DecisionAction } from "#lib/domain/execution.ts";
import type { ExecutionType, ServerStatus, WaveStatus } from "#lib/domain/execution-status.ts";

/** An execution that ended; a null target is none. */
export type ExecutionRow = {
  type: ExecutionType;
  startedAt: Date;
  incidentAt: Date | null;
  endedAt: Date;
  rtoMinutes: number | null;
  rpoMinutes: number | null;
};

export type WaveRow = { number: number; name: string; status: WaveStatus; dependsOn: readonly number[] };

export type ServerRow = {
  sourceServerId: string;
  hostname: string;
  waveNumber: number;
  isCritical: boolean;
  status: ServerStatus;
  /** When its newest launch was requested. */
  requestedAt: Date | null;
  launchedAt: Date | null;
  healthyAt: Date | null;
  /** The time of the snapshot that it was launched from. */
  snapshotAt: Date | null;
  usedPreviousSnapshot: boolean;
  skippedBy: string | null;
  reason: string | null;
  error: string | null;
};

/** Without servers a decision is about its whole wave, or about all that failed. */
export type DecisionRow = {
  wave: number;
  action: DecisionAction;
  sourceServerIds: readonly string[];
  actor: string;
  comment: string | null;
  at: Date;
};

/** What became of a server; every server is exactly one of these. */
export type ServerResult = "HEALTHY" | "LAUNCHED_NEVER_HEALTHY" | "FAILED" | "SKIPPED" | "NOT_LAUNCHED";

/** What became of a server. One that a clean-up terminated is what it was before; one that fell ill is not healthy. */
export function resultOf({ status, launchedAt, healthyAt }: ServerRow): ServerResult {
  switch (status) {
    case "HEALTHY":
      return "HEALTHY";
    case "TERMINATED":
      if (healthyAt !== null) return "HEALTHY";
      return launchedAt === null ? "FAILED" : "LAUNCHED_NEVER_HEALTHY";
    case "LAUNCHED":
    case "UNHEALTHY":
      return "LAUNCHED_NEVER_HEALTHY";
    case "FAILED":
      return "FAILED";
    case "SKIPPED":
      return "SKIPPED";
    case "PENDING":
    case "QUEUED":
    case "LAUNCHING":
      return "NOT_LAUNCHED";
  }
}
