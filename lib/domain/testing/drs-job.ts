import type { DrsJob, DrsJobLogItem, DrsLaunchStatus, DrsRecoveryInstance } from "../drs-job.ts";

export const JOB_STARTED_AT = new Date("2026-10-01T12:00:00Z");

/** That many seconds after the job was created. */
export function jobTime(seconds: number): Date {
  return new Date(JOB_STARTED_AT.getTime() + seconds * 1000);
}

export function drsJob(facts: Partial<DrsJob> = {}): DrsJob {
  return {
    jobId: "drsjob-3c1f5a9b7e2d4068f",
    status: "STARTED",
    kind: "DRILL",
    createdAt: JOB_STARTED_AT,
    endedAt: null,
    tags: {},
    servers: [],
    ...facts,
  };
}

/** Participants of a job, each with its launch status. */
export function participants(statuses: Record<string, DrsLaunchStatus>): DrsJob["servers"] {
  return Object.entries(statuses).map(([sourceServerId, launchStatus]) => ({ sourceServerId, launchStatus }));
}

export type LogLine = readonly [seconds: number, event: string, more?: Partial<DrsJobLogItem>];

/** Lines of a job's log about one server, or about the job itself where it is null. */
export function jobLog(sourceServerId: string | null, lines: readonly LogLine[]): DrsJobLogItem[] {
  return lines.map(([seconds, event, more]) => ({
    at: jobTime(seconds),
    event,
    sourceServerId,
    conversionServerId: null,
    targetInstanceId: null,
    rawError: null,
    ...more,
  }));
}

export const LAUNCHED_INSTANCE = "i-0a1b2c3d4e5f60718";

/** The log of one Linux server as a real drill wrote it, in its order and with its timing. */
export const WHOLE_LAUNCH: readonly LogLine[] = [
  [0.7, "SNAPSHOT_START"],
  [1, "SNAPSHOT_END"],
  [53, "CONVERSION_START"],
  [240, "CONVERSION_END", { conversionServerId: "i-0c0c0c0c0c0c0c0c0" }],
  [240.5, "LAUNCH_START"],
  [533, "LAUNCH_END", { targetInstanceId: LAUNCHED_INSTANCE }],
];

export function recoveryInstance(facts: Partial<DrsRecoveryInstance> = {}): DrsRecoveryInstance {
  return {
    recoveryInstanceId: LAUNCHED_INSTANCE,
    sourceServerId: "s-3c1f5a9b7e2d4068f",
    jobId: drsJob().jobId,
    isDrill: true,
    state: "RUNNING",
    dataAt: null,
    ...facts,
  };
}
