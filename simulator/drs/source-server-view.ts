import { wallNow } from "../clock.ts";
import type { Call } from "../operation.ts";
import { hash } from "../random.ts";
import type { Simulation } from "../simulation.ts";
import { toDuration, toStamp } from "../stamps.ts";
import { fixedView } from "./fixed-view.ts";
import { drsArn } from "./ids.ts";
import { initiationOf } from "./initiation-view.ts";
import type { Disk, Replication, SourceServer } from "./records.ts";
import { copiedShareAt, progressAt } from "./replication-phases.ts";
import { consistentUntil } from "./snapshots.ts";

type Viewer = Pick<Call, "sim" | "here">;

/** A source server as DRS returns it. Note the lower-case d of `recoveryInstanceId`. */
export function toSourceServer({ sim, here }: Viewer, server: SourceServer): Record<string, unknown> {
  const at = sim.clock.now();
  return {
    sourceServerID: server.sourceServerId,
    arn: drsArn(here, "source-server", server.sourceServerId),
    tags: server.tags,
    ...(server.recoveryInstanceId && { recoveryInstanceId: server.recoveryInstanceId }),
    lastLaunchResult: server.lastLaunchResult,
    dataReplicationInfo: dataReplicationInfo({ sim, here }, server, at),
    lifeCycle: lifeCycle(server),
    ...fixedView(server),
    stagingArea: { status: "NOT_EXTENDED" },
    replicationDirection: server.direction,
    ...(server.reversedServerArn && { reversedDirectionSourceServerArn: server.reversedServerArn }),
    agentVersion: "6.42.20",
  };
}

function dataReplicationInfo({ sim, here }: Viewer, server: SourceServer, at: number): Record<string, unknown> {
  const { replication } = server;
  const isDisconnected = replication.state === "DISCONNECTED";
  const isReplicating = replication.initialSyncDone && replication.state !== "STOPPED" && !isDisconnected;
  const lagSeconds = Math.max(0, wallNow() - consistentUntil(server)) / 1000;
  const eta = etaOf(sim, replication);
  return {
    dataReplicationState: replication.state,
    ...(isReplicating && { lagDuration: toDuration(lagSeconds < 1 ? 0 : lagSeconds) }),
    ...(eta !== undefined && { etaDateTime: toStamp(eta) }),
    replicatedDisks: server.disks.map((disk) => replicatedDisk(disk, { replication, at, lagSeconds })),
    dataReplicationInitiation: initiationOf(server, at),
    ...(replication.error && {
      dataReplicationError: {
        error: replication.error,
        ...(replication.rawError && { rawError: replication.rawError }),
      },
    }),
    ...(!isDisconnected && { stagingAvailabilityZone: `${here.region}a` }),
  };
}

/** When the first copy or a rescan is expected to end; undefined in every other state. */
export function etaOf(sim: Simulation, { state, progressPercent, phase }: Replication): number | undefined {
  if (state !== "INITIAL_SYNC" && state !== "RESCAN") return undefined;
  if (phase) return sim.clock.wallOf(phase.endsAt);
  return progressPercent < 100 ? wallNow() + (100 - progressPercent) * 90_000 : undefined;
}

type Copy = { replication: Replication; at: number; lagSeconds: number };

/** What was copied of a disk at a simulated moment; a disconnected server has nothing. */
export function replicatedDisk({ deviceName, bytes }: Disk, { replication, at, lagSeconds }: Copy) {
  const { state, unseenSince } = replication;
  // Of a server that is not seen nobody knows how much has piled up since.
  const backlogSeconds = unseenSince === null ? lagSeconds : replication.lagSeconds;
  const totalStorageBytes = state === "DISCONNECTED" ? 0 : bytes;
  return {
    deviceName,
    totalStorageBytes,
    replicatedStorageBytes: Math.floor(totalStorageBytes * copiedShareAt(replication, at)),
    rescannedStorageBytes: state === "RESCAN" ? Math.floor((totalStorageBytes * progressAt(replication, at)) / 100) : 0,
    backloggedStorageBytes: state === "DISCONNECTED" ? 0 : Math.floor(backlogSeconds) * 262_144,
    volumeStatus: "REGULAR",
  };
}

function lifeCycle(server: SourceServer): Record<string, unknown> {
  const { replication, lastLaunch, addedAt } = server;
  const sinceHeard = 1000 + (hash("heartbeat", server.sourceServerId, Math.floor(wallNow() / 20_000)) % 14_000);
  const heard = replication.unseenSince ?? Math.max(addedAt, wallNow() - sinceHeard);
  const firstByteAt = firstByte(server);
  return {
    addedToServiceDateTime: toStamp(addedAt),
    ...(firstByteAt !== null && { firstByteDateTime: toStamp(firstByteAt) }),
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

/** A server that was replicated ever since took a quarter of an hour to begin. */
function firstByte({ replication: { restart, state }, addedAt }: SourceServer): number | null {
  if (restart) return restart.firstByteAt;
  return state === "INITIATING" ? null : addedAt + 900_000;
}
