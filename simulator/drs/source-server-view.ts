import { wallNow } from "../clock.ts";
import { hash } from "../random.ts";
import { toDuration, toStamp } from "../stamps.ts";
import type { RegionState } from "../world.ts";
import { drsArn } from "./ids.ts";
import { initiationOf } from "./initiation-view.ts";
import type { Replication, SourceServer } from "./records.ts";
import { consistentUntil } from "./snapshots.ts";

/** A source server as DRS returns it. Note the lower-case d of `recoveryInstanceId`. */
export function toSourceServer(here: RegionState, server: SourceServer): Record<string, unknown> {
  return {
    sourceServerID: server.sourceServerId,
    arn: drsArn(here, "source-server", server.sourceServerId),
    tags: server.tags,
    ...(server.recoveryInstanceId && { recoveryInstanceId: server.recoveryInstanceId }),
    lastLaunchResult: server.lastLaunchResult,
    dataReplicationInfo: dataReplicationInfo(here, server),
    lifeCycle: lifeCycle(server),
    sourceProperties: sourceProperties(server),
    stagingArea: { status: "NOT_EXTENDED" },
    ...(server.originRegion && { sourceCloudProperties: cloudProperties(server) }),
    replicationDirection: "FAILOVER",
    agentVersion: "6.42.20",
  };
}

function dataReplicationInfo(here: RegionState, server: SourceServer): Record<string, unknown> {
  const { replication } = server;
  const isDisconnected = replication.state === "DISCONNECTED";
  const isReplicating = replication.initialSyncDone && replication.state !== "STOPPED" && !isDisconnected;
  const lagSeconds = Math.max(0, wallNow() - consistentUntil(server)) / 1000;
  return {
    dataReplicationState: replication.state,
    ...(isReplicating && { lagDuration: toDuration(lagSeconds < 1 ? 0 : lagSeconds) }),
    ...(isSyncing(replication) && { etaDateTime: toStamp(wallNow() + (100 - replication.progressPercent) * 90_000) }),
    replicatedDisks: server.disks.map((disk) => replicatedDisk(disk, { replication, lagSeconds })),
    dataReplicationInitiation: initiationOf(server),
    ...(replication.error && {
      dataReplicationError: {
        error: replication.error,
        ...(replication.rawError && { rawError: replication.rawError }),
      },
    }),
    ...(!isDisconnected && { stagingAvailabilityZone: `${here.region}a` }),
  };
}

function isSyncing({ state, progressPercent }: Replication): boolean {
  return (state === "INITIAL_SYNC" || state === "RESCAN") && progressPercent < 100;
}

type Copy = { replication: Replication; lagSeconds: number };

function replicatedDisk(
  { deviceName, bytes }: { deviceName: string; bytes: number },
  { replication, lagSeconds }: Copy,
) {
  const { state, progressPercent, initialSyncDone, unseenSince } = replication;
  // Of a server that is not seen nobody knows how much has piled up since.
  const backlogSeconds = unseenSince === null ? lagSeconds : replication.lagSeconds;
  const totalStorageBytes = state === "DISCONNECTED" ? 0 : bytes;
  const share = Math.floor((totalStorageBytes * progressPercent) / 100);
  return {
    deviceName,
    totalStorageBytes,
    replicatedStorageBytes: initialSyncDone ? totalStorageBytes : share,
    rescannedStorageBytes: state === "RESCAN" ? share : 0,
    backloggedStorageBytes: state === "DISCONNECTED" ? 0 : Math.floor(backlogSeconds) * 262_144,
    volumeStatus: "REGULAR",
  };
}

function lifeCycle(server: SourceServer): Record<string, unknown> {
  const { replication, lastLaunch, addedAt } = server;
  const heard =
    replication.unseenSince ??
    wallNow() - 1000 - (hash("heartbeat", server.sourceServerId, Math.floor(wallNow() / 20_000)) % 14_000);
  return {
    addedToServiceDateTime: toStamp(addedAt),
    ...(replication.state !== "INITIATING" && { firstByteDateTime: toStamp(addedAt + 900_000) }),
    elapsedReplicationDuration: toDuration((wallNow() - addedAt) / 1000),
    lastSeenByServiceDateTime: toStamp(heard),
    lastLaunch: lastLaunch
      ? {
          initiated: { apiCallDateTime: toStamp(lastLaunch.apiCallAt), jobID: lastLaunch.jobId, type: lastLaunch.type },
          status: lastLaunch.status,
        }
      : { initiated: {} },
  };
}

function sourceProperties(server: SourceServer): Record<string, unknown> {
  return {
    lastUpdatedDateTime: toStamp(server.addedAt + 3_600_000),
    recommendedInstanceType: server.instanceType,
    identificationHints: {
      hostname: server.hostname,
      fqdn: server.fqdn,
      ...(server.originInstanceId && { awsInstanceID: server.originInstanceId }),
    },
    networkInterfaces: [{ macAddress: server.macAddress, ips: [server.privateIp], isPrimary: true }],
    disks: server.disks,
    cpus: [{ cores: server.cores, modelName: server.cpuModel }],
    ramBytes: server.ramBytes,
    os: { fullString: server.os },
    supportsNitroInstances: true,
    architecture: "x86_64",
  };
}

function cloudProperties(server: SourceServer): Record<string, unknown> {
  return {
    originAccountID: server.originAccountId,
    originRegion: server.originRegion,
    originAvailabilityZone: server.originAvailabilityZone,
  };
}
