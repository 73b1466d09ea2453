import type { JobFault } from "../faults/active-rules.ts";

export type ReplicationState =
  | "STOPPED"
  | "INITIATING"
  | "INITIAL_SYNC"
  | "BACKLOG"
  | "CREATING_SNAPSHOT"
  | "CONTINUOUS"
  | "PAUSED"
  | "RESCAN"
  | "STALLED"
  | "DISCONNECTED";

/** Replication as it stands. Times are wall-clock milliseconds. */
export type Replication = {
  state: ReplicationState;
  /** How far the copy trails behind while data still flows. */
  lagSeconds: number;
  /** Since when nothing was copied any more; null while data flows. */
  stoppedAt: number | null;
  /** Since when the agent was not heard of; null while it reports. */
  unseenSince: number | null;
  /** Whether the first full copy ever finished: without it there are no recovery snapshots. */
  initialSyncDone: boolean;
  /** 0–100, of the first copy or of a rescan. */
  progressPercent: number;
  error: string | null;
  rawError: string | null;
};

type Disk = { deviceName: string; bytes: number };

export type LaunchStatus = "PENDING" | "IN_PROGRESS" | "LAUNCHED" | "FAILED" | "TERMINATED";

type LastLaunch = { apiCallAt: number; jobId: string; type: "RECOVERY" | "DRILL"; status: LaunchStatus };

export type SourceServer = {
  sourceServerId: string;
  tags: Record<string, string>;
  hostname: string;
  fqdn: string;
  os: string;
  isWindows: boolean;
  cores: number;
  cpuModel: string;
  ramBytes: number;
  disks: Disk[];
  privateIp: string;
  macAddress: string;
  instanceType: string;
  /** The machine's own EC2 id when it lives in AWS. */
  originInstanceId: string | null;
  originAccountId: string | null;
  originRegion: string | null;
  originAvailabilityZone: string | null;
  addedAt: number;
  replication: Replication;
  lastLaunch: LastLaunch | null;
  lastLaunchResult: "NOT_STARTED" | "PENDING" | "SUCCEEDED" | "FAILED";
  recoveryInstanceId: string | null;
};

export type Participant = {
  sourceServerId: string;
  launchStatus: LaunchStatus;
  /** The chosen recovery snapshot; null launches from the latest data. */
  snapshotId: string | null;
  /** The instance to terminate; launch jobs never name the one they made. */
  recoveryInstanceId: string | null;
  /** Wall-clock moment of the data that is launched. */
  dataAt: number;
  /** Nothing more will happen to this server in the job. */
  isDone: boolean;
  /** What faults do to this server's part of the job. */
  faults?: ParticipantFaults;
};

/** Faults that outlast the phase in which they began. */
export type ParticipantFaults = {
  /** Multiplies every duration. */
  slowness?: number;
  /** The rule that holds the server, and the phase with which it goes on once the rule is gone. */
  held?: { ruleId: string; next: JobPhase };
  /** A conversion that fails again and again, and how often it has been tried. */
  conversion?: { fault: ConversionFault; attempt: number };
  /** Simulated seconds between the end of the job and the moment at which the launch status flips. */
  settlesAfterEndSeconds?: number;
};

type ConversionFault = JobFault<"conversion-failed">;

export type JobLogItem = { at: number; event: string; eventData: Record<string, unknown> };

export type Job = {
  jobId: string;
  type: "LAUNCH" | "TERMINATE";
  initiatedBy: "START_RECOVERY" | "START_DRILL" | "TERMINATE_RECOVERY_INSTANCES";
  status: "PENDING" | "STARTED" | "COMPLETED";
  createdAt: number;
  endedAt: number | null;
  tags: Record<string, string>;
  participants: Participant[];
  /** Forgets its participants when it completes. */
  isEmptiedAtEnd?: boolean;
  log: JobLogItem[];
};

/** A recovery instance as DRS sees it; `visibleAt` is simulated time, the rest wall clock. */
export type RecoveryInstance = {
  recoveryInstanceId: string;
  sourceServerId: string;
  jobId: string;
  isDrill: boolean;
  dataAt: number;
  visibleAt: number;
  tags: Record<string, string>;
};

/** What a job does to one of its servers. */
export type ServerPhase =
  | "SERVER_START"
  | "CLEANUP_END"
  | "SNAPSHOT"
  | "SNAPSHOT_END"
  | "PREVIOUS_SNAPSHOT"
  | "CONVERSION"
  | "CONVERSION_END"
  | "LAUNCH"
  | "LAUNCH_END"
  | "SETTLE"
  | "SETTLE_UNLAUNCHED"
  | "TERMINATE"
  | "TERMINATE_END";

export type JobPhase = "JOB_START" | ServerPhase | "JOB_END";

/** Something that will happen to a job; `at` is in simulated milliseconds. */
export type JobEvent = {
  at: number;
  accountId: string;
  region: string;
  jobId: string;
  phase: JobPhase;
  sourceServerId: string | null;
};

/** How a server is launched, apart from what stands in its EC2 launch template. */
export type LaunchSettings = {
  name: string;
  launchDisposition: "STARTED" | "STOPPED";
  targetInstanceTypeRightSizingMethod: "NONE" | "BASIC" | "IN_AWS";
  copyPrivateIp: boolean;
  copyTags: boolean;
  osByol: boolean;
  postLaunchEnabled: boolean;
  /** The stopped EC2 instance to launch into; null makes a new one. */
  launchIntoInstanceId: string | null;
  /** FAST skips the conversion. */
  recoveryMode: "FAST" | "OPTIMAL";
};

/** What DRS keeps in one account and Region. */
export type DrsState = {
  /** Whether DRS was initialised here. */
  isInitialized: boolean;
  /** Ids given out so far, which makes the next one. */
  idsIssued: number;
  sourceServers: Map<string, SourceServer>;
  jobs: Map<string, Job>;
  recoveryInstances: Map<string, RecoveryInstance>;
  /** By source server id; servers that are not here have the defaults. */
  launchSettings: Map<string, LaunchSettings>;
};

export function emptyDrs(isInitialized: boolean): DrsState {
  return {
    ...{ isInitialized, idsIssued: 0 },
    sourceServers: new Map(),
    jobs: new Map(),
    recoveryInstances: new Map(),
    launchSettings: new Map(),
  };
}
