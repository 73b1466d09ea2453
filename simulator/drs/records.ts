import type { JobFault } from "../faults/active-rules.ts";
import type {
  FailbackSettings,
  LaunchAction,
  LaunchActionRun,
  LaunchConfigurationTemplate,
  LaunchSettings,
  ReplicationConfigurationTemplate,
  ServerReplicationSettings,
} from "./settings-records.ts";

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
  /** The stretch in which the state turns into the next one, in simulated milliseconds; null when it stays as it is. */
  phase: { startedAt: number; endsAt: number } | null;
  /** The latest start by an operation; null for a server that was replicated ever since it was added. */
  restart: Restart | null;
};

/** `initiatedAt` and `firstByteAt` are wall clock; `completeAt`, when the first snapshot was there, is simulated time. */
export type Restart = { initiatedAt: number; firstByteAt: number | null; completeAt: number | null };

export type Disk = { deviceName: string; bytes: number };

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
  /** FAILBACK: a recovery instance that is copied back to where its source came from. */
  direction: "FAILOVER" | "FAILBACK";
  /** The server that is copied the other way, in the other Region. */
  reversedServerArn: string | null;
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
  /** Post-launch actions; null where none are to run. */
  actions: ActionsProgress | null;
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

/** `agentFoundAt`: when Systems Manager saw the instance, in wall-clock milliseconds. Actions wait until the one before has ended. */
export type ActionsProgress = { agentFoundAt: number | null; waiting: LaunchAction[]; runs: LaunchActionRun[] };

export type JobLogItem = { at: number; event: string; eventData: Record<string, unknown> };

export type Job = {
  jobId: string;
  type: "LAUNCH" | "TERMINATE";
  initiatedBy: "START_RECOVERY" | "START_DRILL" | "FAILBACK" | "TERMINATE_RECOVERY_INSTANCES";
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
  isDisconnected: boolean;
  /** DRS shows it no more, yet the server's next launch still removes its EC2 instance. */
  isDeleted: boolean;
  /** The source server that copies this instance back to an AWS Region. */
  reversedServerArn: string | null;
  failback: Failback | null;
};

/** A failback to a machine outside AWS, once its failback client has reported. Times are wall-clock milliseconds. */
export type Failback = {
  clientId: string;
  startedAt: number;
  replication: Replication;
  jobId: string | null;
  isCompleted: boolean;
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
  | "AGENT_FOUND"
  | "ACTION_END"
  | "SETTLE"
  | "SETTLE_UNLAUNCHED"
  | "FAILBACK"
  | "FAILBACK_END"
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

/** The moment (simulated milliseconds) at which a phase of replication ends: of a source server, or of a failback. */
export type ReplicationEvent = {
  at: number;
  accountId: string;
  region: string;
  replicaOf: { sourceServerId: string } | { recoveryInstanceId: string };
  /** The phase it belongs to; an event of a phase that something else has ended does nothing. */
  phaseStartedAt: number;
};

export type DrsEvent = JobEvent | ReplicationEvent;

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
  replicationSettings: Map<string, ServerReplicationSettings>;
  launchConfigurationTemplates: Map<string, LaunchConfigurationTemplate>;
  replicationConfigurationTemplates: Map<string, ReplicationConfigurationTemplate>;
  /** By id of a source server or launch configuration template, in their order. */
  launchActions: Map<string, LaunchAction[]>;
  /** By recovery instance id; instances that are not here have the defaults. */
  failbackSettings: Map<string, FailbackSettings>;
};

export function emptyDrs(isInitialized: boolean): DrsState {
  return {
    ...{ isInitialized, idsIssued: 0 },
    sourceServers: new Map(),
    jobs: new Map(),
    recoveryInstances: new Map(),
    launchSettings: new Map(),
    replicationSettings: new Map(),
    launchConfigurationTemplates: new Map(),
    replicationConfigurationTemplates: new Map(),
    launchActions: new Map(),
    failbackSettings: new Map(),
  };
}
