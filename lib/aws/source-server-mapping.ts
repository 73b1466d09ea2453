import type { SourceServer as DrsSourceServer } from "@aws-sdk/client-drs";

import type { DrsRecoveryInstance } from "#lib/domain/drs-job.ts";
import type { ReplicationState, SourceServer } from "#lib/domain/source-server.ts";

import { toDate, toSeconds } from "./drs-values.ts";

/** AWS DRS API, DataReplicationState. CREATING_SNAPSHOT is the last moment of the initial sync, or a moment of any later day. */
const STATES: Record<string, ReplicationState> = {
  STOPPED: "STOPPED",
  INITIATING: "INITIATING",
  INITIAL_SYNC: "INITIAL_SYNC",
  BACKLOG: "LAGGING",
  CREATING_SNAPSHOT: "CONTINUOUS",
  CONTINUOUS: "CONTINUOUS",
  PAUSED: "PAUSED",
  RESCAN: "RESCANNING",
  STALLED: "STALLED",
  DISCONNECTED: "DISCONNECTED",
};

/** Healthy replication has a snapshot by definition, a first sync has none; for the rest only DRS can say. */
export function needsSnapshotLookup(server: DrsSourceServer): boolean {
  switch (server.dataReplicationInfo?.dataReplicationState) {
    case "STALLED":
    case "PAUSED":
    case "RESCAN":
    case "CREATING_SNAPSHOT":
      return true;
    case undefined:
    default:
      return false;
  }
}

type Surroundings = {
  accountId: string;
  region: string;
  at: Date;
  instances: readonly DrsRecoveryInstance[];
  /** What the look-up said, where one was needed. */
  hasSnapshot: boolean;
};

export function toSourceServer(server: DrsSourceServer, around: Surroundings): SourceServer {
  const replication = server.dataReplicationInfo;
  const properties = server.sourceProperties;
  const os = properties?.os?.fullString ?? null;
  const state = STATES[replication?.dataReplicationState ?? ""] ?? "INITIATING";
  const hints = properties?.identificationHints;
  return {
    sourceServerId: server.sourceServerID ?? "",
    accountId: around.accountId,
    region: around.region,
    hostname: hints?.hostname ?? hints?.fqdn ?? server.sourceServerID ?? "",
    os,
    osFamily: osFamilyOf(os),
    tags: server.tags ?? {},
    ipAddresses: (properties?.networkInterfaces ?? []).flatMap((card) => card.ips ?? []),
    replicationState: state,
    replicationError: replication?.dataReplicationError?.error ?? null,
    hasSnapshot:
      around.hasSnapshot || (!needsSnapshotLookup(server) && (state === "CONTINUOUS" || state === "LAGGING")),
    lagSeconds: toSeconds(replication?.lagDuration),
    initialSyncPercent: initialSyncPercent(server),
    sourceRegion: server.sourceCloudProperties?.originRegion ?? null,
    recommendedInstanceType: properties?.recommendedInstanceType ?? null,
    lastSeenAt: toDate(server.lifeCycle?.lastSeenByServiceDateTime),
    activeJobId: activeJobOf(server),
    liveInstances: around.instances.map(({ recoveryInstanceId, isDrill, jobId, state: ec2State }) => {
      return { recoveryInstanceId, isDrill, jobId, state: ec2State };
    }),
    syncedAt: around.at,
    goneAt: null,
  };
}

function osFamilyOf(os: string | null): SourceServer["osFamily"] {
  if (os === null) return "OTHER";
  if (/windows/i.test(os)) return "WINDOWS";
  return /linux|ubuntu|debian|rhel|red hat|suse|sles|centos|rocky|alma/i.test(os) ? "LINUX" : "OTHER";
}

function initialSyncPercent(server: DrsSourceServer): number | null {
  const replication = server.dataReplicationInfo;
  if (replication?.dataReplicationState !== "INITIAL_SYNC") return null;
  const disks = replication.replicatedDisks ?? [];
  const total = disks.reduce((sum, disk) => sum + (disk.totalStorageBytes ?? 0), 0);
  const replicated = disks.reduce((sum, disk) => sum + (disk.replicatedStorageBytes ?? 0), 0);
  return total === 0 ? 0 : Math.floor((100 * replicated) / total);
}

/** `PENDING` and `IN_PROGRESS` are the launch statuses of a job that still has the server. */
function activeJobOf(server: DrsSourceServer): string | null {
  const last = server.lifeCycle?.lastLaunch;
  const isActive = last?.status === "PENDING" || last?.status === "IN_PROGRESS";
  return isActive ? (last.initiated?.jobID ?? null) : null;
}
