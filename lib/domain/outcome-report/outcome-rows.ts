import type { ActionKind, ActionStage } from "#lib/domain/actions/action-kind.ts";
import type { ActionState } from "#lib/domain/actions/outcome-of-action.ts";
import type { DecisionAction } from "#lib/domain/execution-input.ts";
import type { ServerFailure } from "#lib/domain/execution.ts";
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

export type WaveRow = {
  number: number;
  name: string;
  status: WaveStatus;
  dependsOn: readonly number[];
  startedAt: Date | null;
  endedAt: Date | null;
  reason: string | null;
};

export type ServerRow = {
  accountId: string;
  region: string;
  sourceServerId: string;
  hostname: string;
  os: string | null;
  waveNumber: number;
  isCritical: boolean;
  status: ServerStatus;
  /** Launches that AWS took, retries included. */
  attempts: number;
  recoveryInstanceId: string | null;
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
  /** Of what failed last, AWS's own words. */
  failure: ServerFailure | null;
};

/** Without servers a decision is about its whole wave, or about all that failed. */
export type DecisionRow = {
  wave: number;
  action: DecisionAction;
  sourceServerIds: readonly string[];
  actor: string;
  comment: string | null;
  /** Since when the wave had waited for it; null where it did not wait. */
  waitedSince: Date | null;
  at: Date;
};

/** An action of a wave and its last try. */
export type ActionRow = {
  wave: number;
  name: string;
  kind: ActionKind;
  stage: ActionStage;
  state: ActionState;
  tries: number;
  isAccepted: boolean;
  startedAt: Date | null;
  endedAt: Date | null;
  error: string | null;
};

/** Something that went wrong on the way, in the words of the event log, AWS's own in `detail`. */
export type ProblemRow = {
  at: Date;
  severity: "problem" | "warning";
  wave: number | null;
  hostname: string | null;
  message: string;
  detail: string | null;
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
