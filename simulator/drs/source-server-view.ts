import { wallNow } from "../clock.ts";
import type { Call } from "../operation.ts";
import type { Simulation } from "../simulation.ts";
import { toDuration, toStamp } from "../stamps.ts";
import { fixedView } from "./fixed-view.ts";
import { drsArn } from "./ids.ts";
import { initiationOf } from "./initiation-view.ts";
import type { Disk, Replication, SourceServer } from "./records.ts";
import { copiedShareAt, progressAt } from "./replication-phases.ts";
import { consistentUntil } from "./snapshots.ts";

type Viewer = Pick<Call, "sim" | "here">;

/** One moment in simulated (`at`) and in wall-clock (`now`) milliseconds. */
type Moment = { at: number; now: number };

const HEARTBEAT_MS = 20_000;

/** A source server as DRS returns it. Note the lower-case d of `recoveryInstanceId`. */
export function toSourceServer({ sim, here }: Viewer, server: SourceServer): Record<string, unknown> {
  const moment = { at: sim.clock.now(), now: wallNow() };
  return {
    sourceServerID: server.sourceServerId,
    arn: drsArn(here, "source-server", server.sourceServerId),
    tags: server.tags,
    ...(server.recoveryInstanceId && { recoveryInstanceId: server.recoveryInstanceId }),
    lastLaunchResult: server.lastLaunchResult,
    dataReplicationInfo: dataReplicationInfo({ sim, here }, server, moment),
    lifeCycle: lifeCycle(server, moment.now),
    ...fixedView(server).properties,
    stagingArea: { status: "NOT_EXTENDED" },
    replicationDirection: server.direction,
    ...(server.reversedServerArn && { reversedDirectionSourceServerArn: server.reversedServerArn }),
    agentVersion: "6.42.20",
  };
}

function dataReplicationInfo({ sim, here }: Viewer, server: SourceServer, { at, now }: Moment) {
  const { replication } = server;
  const isDisconnected = replication.state === "DISCONNECTED";
  const isReplicating = replication.initialSyncDone && replication.state !== "STOPPED" && !isDisconnected;
  const lagSeconds = Math.max(0, now - consistentUntil(server, now)) / 1000;
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

function lifeCycle(server: SourceServer, now: number): Record<string, unknown> {
  const { replication, lastLaunch, addedAt } = server;
  const { addedToService, salt } = fixedView(server);
  const sinceHeard = 1000 + ((salt + 7919 * Math.floor(now / HEARTBEAT_MS)) % 14_000);
  const heardAt = replication.unseenSince ?? Math.max(addedAt, now - sinceHeard);
  const firstByteDateTime = firstByte(server);
  return {
    addedToServiceDateTime: addedToService,
    ...(firstByteDateTime !== null && { firstByteDateTime }),
    elapsedReplicationDuration: toDuration((now - addedAt) / 1000),
    lastSeenByServiceDateTime: toStamp(heardAt),
    lastLaunch: lastLaunch
      ? {
          initiated: { apiCallDateTime: toStamp(lastLaunch.apiCallAt), jobID: lastLaunch.jobId, type: lastLaunch.type },
          status: lastLaunch.status,
        }
      : { initiated: {} },
  };
}

function firstByte(server: SourceServer): string | null {
  const { restart, state } = server.replication;
  if (!restart) return state === "INITIATING" ? null : fixedView(server).firstByte;
  return restart.firstByteAt === null ? null : toStamp(restart.firstByteAt);
}
