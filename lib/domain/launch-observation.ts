import type { DrsJob, DrsJobLogItem, DrsRecoveryInstance } from "./drs-job.ts";
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
  verdict:
    { kind: "launching" } | { kind: "launched" } | { kind: "failed"; message: string; operation: string; at: Date };
};

/** How long a server may stay undecided after its job ended. DRS flips statuses minutes late, but not hours. */
export const UNDECIDED_LIMIT_MS = 15 * 60_000;

const FAILURES: Record<string, string> = {
  SNAPSHOT_FAIL: "Failed to take snapshot",
  USING_PREVIOUS_SNAPSHOT_FAILED: "No previous snapshot could be used",
  CONVERSION_FAIL: "Conversion failed",
  LAUNCH_FAILED: "Launch failed",
  SERVER_SKIPPED: "DRS skipped the server",
  JOB_CANCEL: "The job was cancelled",
};

/**
 * What became of one server of a launch. It is launched when DRS says LAUNCHED or shows an instance of this very job,
 * never because the job is COMPLETED; it failed when DRS says so, or when the job is over and its log does.
 */
export function observeServer(sourceServerId: string, sighting: LaunchSighting, now: Date): ServerSighting {
  const log = sighting.log.filter((item) => item.sourceServerId === sourceServerId || item.sourceServerId === null);
  const own = log.filter((item) => item.sourceServerId === sourceServerId);
  const instance = sighting.instances.find(
    (candidate) => candidate.sourceServerId === sourceServerId && candidate.jobId === sighting.jobId,
  );
  const target = own.findLast((item) => item.event === "LAUNCH_END")?.targetInstanceId ?? null;
  return {
    phases: launchPhases(own),
    recoveryInstanceId: instance?.recoveryInstanceId ?? target,
    usedPreviousSnapshot: own.some((item) => item.event === "USING_PREVIOUS_SNAPSHOT"),
    verdict: verdictOf({ sourceServerId, sighting, log, hasInstance: instance !== undefined, now }),
  };
}

type Evidence = {
  sourceServerId: string;
  sighting: LaunchSighting;
  log: readonly DrsJobLogItem[];
  hasInstance: boolean;
  now: Date;
};

function verdictOf({ sourceServerId, sighting, log, hasInstance, now }: Evidence): ServerSighting["verdict"] {
  const { job } = sighting;
  const status = job?.servers.find((server) => server.sourceServerId === sourceServerId)?.launchStatus;
  if (status === "LAUNCHED") return { kind: "launched" };
  const isOver = job === null || job.status === "COMPLETED";
  if (status === "FAILED" || status === "TERMINATED") return failed(log, now, "DRS reports the launch as failed");
  if (!isOver) return { kind: "launching" };
  if (hasInstance) return { kind: "launched" };
  if (log.some((item) => item.event in FAILURES)) return failed(log, now, "Launch failed");
  if (sighting.undecidedSince === null || now.getTime() - sighting.undecidedSince.getTime() < UNDECIDED_LIMIT_MS) {
    return { kind: "launching" };
  }
  return failed(
    log,
    now,
    job === null ? "DRS no longer lists the job" : "The job ended without saying what became of the server",
  );
}

function failed(log: readonly DrsJobLogItem[], now: Date, otherwise: string): ServerSighting["verdict"] {
  const words = log.findLast((item) => item.rawError !== null);
  const event = log.findLast((item) => item.event in FAILURES);
  const text = event === undefined ? otherwise : (FAILURES[event.event] ?? otherwise);
  return {
    kind: "failed",
    message: words?.rawError ?? text,
    operation: event?.event ?? "StartRecovery",
    at: words?.at ?? event?.at ?? now,
  };
}
