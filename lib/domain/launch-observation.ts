import type { DrsJob, DrsJobLogItem, DrsLaunchStatus, DrsRecoveryInstance } from "./drs-job.ts";
import type { PhaseProgress } from "./execution.ts";
import { launchPhases } from "./launch-phases.ts";

/** Everything AWS shows of one launch at one moment. `job` is null when DRS no longer lists it. */
export type LaunchSighting = {
  job: DrsJob | null;
  log: readonly DrsJobLogItem[];
  instances: readonly DrsRecoveryInstance[];
  jobId: string;
  /** Since when the job has been over (or missing) with this server undecided; null while it runs. */
  undecidedSince: Date | null;
};

export type ServerSighting = {
  phases: PhaseProgress[];
  recoveryInstanceId: string | null;
  usedPreviousSnapshot: boolean;
  /** The moment whose data it was launched with, where AWS has told it. */
  dataAt: Date | null;
  verdict:
    { kind: "launching" } | { kind: "launched" } | { kind: "failed"; message: string; operation: string; at: Date };
};

/** How long a server may stay undecided after its job ended. DRS flips statuses minutes late, but not hours. */
export const UNDECIDED_LIMIT_MS = 15 * 60_000;

const FAILURES: Record<string, string> = {
  CLEANUP_FAIL: "The earlier recovery instance could not be removed",
  SNAPSHOT_FAIL: "Failed to take snapshot",
  USING_PREVIOUS_SNAPSHOT_FAILED: "No previous snapshot could be used",
  CONVERSION_FAIL: "Conversion failed",
  LAUNCH_FAILED: "Launch failed",
  SERVER_SKIPPED: "DRS skipped the server",
  JOB_CANCEL: "The job was cancelled",
};

/**
 * What became of one server of a launch. It is launched when DRS says LAUNCHED or shows an instance of this very job,
 * never because the job is COMPLETED; it failed when DRS says so, or when the job is over and its log ends in a failure.
 */
export function observeServer(sourceServerId: string, sighting: LaunchSighting, now: Date): ServerSighting {
  const log = sighting.log.filter((item) => item.sourceServerId === sourceServerId || item.sourceServerId === null);
  const own = log.filter((item) => item.sourceServerId === sourceServerId);
  const instance = sighting.instances.find(
    (candidate) => candidate.sourceServerId === sourceServerId && candidate.jobId === sighting.jobId,
  );
  const target = own.findLast((item) => item.event === "LAUNCH_END")?.targetInstanceId ?? null;
  const recoveryInstanceId = instance?.recoveryInstanceId ?? target;
  const usedPreviousSnapshot = own.some((item) => item.event === "USING_PREVIOUS_SNAPSHOT");
  return {
    phases: launchPhases(log),
    recoveryInstanceId,
    usedPreviousSnapshot,
    dataAt: instance?.dataAt ?? (usedPreviousSnapshot ? null : takenAt(own)),
    verdict: verdictOf({
      status: sighting.job?.servers.find((server) => server.sourceServerId === sourceServerId)?.launchStatus,
      isOver: sighting.job === null || sighting.job.status === "COMPLETED",
      isLate: isLate(sighting, now),
      silence: sighting.job === null ? "DRS no longer lists the job" : "The job ended without a word on the server",
      hasInstance: instance !== undefined,
      recoveryInstanceId,
      log,
      now,
    }),
  };
}

/** When DRS had taken a snapshot for this launch. */
function takenAt(own: readonly DrsJobLogItem[]): Date | null {
  return own.findLast((item) => item.event === "SNAPSHOT_END")?.at ?? null;
}

function isLate({ undecidedSince }: LaunchSighting, now: Date): boolean {
  return undecidedSince !== null && now.getTime() - undecidedSince.getTime() >= UNDECIDED_LIMIT_MS;
}

type Evidence = {
  status: DrsLaunchStatus | undefined;
  isOver: boolean;
  /** Everything that DRS might still say should have been said by now. */
  isLate: boolean;
  silence: string;
  hasInstance: boolean;
  recoveryInstanceId: string | null;
  log: readonly DrsJobLogItem[];
  now: Date;
};

function verdictOf(evidence: Evidence): ServerSighting["verdict"] {
  const { status, isOver, log } = evidence;
  if (status === "FAILED" || status === "TERMINATED") return failed(evidence, "DRS reports the launch as failed");
  if (status === "LAUNCHED") return launched(evidence);
  if (!isOver) return { kind: "launching" };
  if (evidence.hasInstance) return { kind: "launched" };
  if (lastFailure(log) !== undefined) return failed(evidence, "Launch failed");
  if (!evidence.isLate) return { kind: "launching" };
  // The log named the instance: whether it lives, EC2 will tell.
  return evidence.recoveryInstanceId === null ? failed(evidence, evidence.silence) : { kind: "launched" };
}

/** A launched server whose instance DRS never names can be neither checked nor cleaned up. */
function launched(evidence: Evidence): ServerSighting["verdict"] {
  if (evidence.recoveryInstanceId !== null) return { kind: "launched" };
  return evidence.isLate ? failed(evidence, "DRS says LAUNCHED but shows no instance") : { kind: "launching" };
}

const PROGRESS = new Set([
  "SNAPSHOT_START",
  "SNAPSHOT_END",
  "USING_PREVIOUS_SNAPSHOT",
  "CONVERSION_START",
  "CONVERSION_END",
  "LAUNCH_START",
  "LAUNCH_END",
]);

/** The failure that the log ends in. One that DRS got over, by another try or an earlier snapshot, does not count. */
function lastFailure(log: readonly DrsJobLogItem[]): DrsJobLogItem | undefined {
  const last = log.findLast((item) => item.event in FAILURES || PROGRESS.has(item.event));
  return last !== undefined && last.event in FAILURES ? last : undefined;
}

function failed({ log, now }: Evidence, otherwise: string): ServerSighting["verdict"] {
  const event = lastFailure(log);
  const words = event ?? log.findLast((item) => item.rawError !== null);
  return {
    kind: "failed",
    message: words?.rawError ?? (event === undefined ? otherwise : (FAILURES[event.event] ?? otherwise)),
    operation: event?.event ?? "StartRecovery",
    at: words?.at ?? now,
  };
}
