import type { Simulation } from "../simulation.ts";
import { toStamp } from "../stamps.ts";
import { failbackStateOf, replicationBack } from "./failback-state.ts";
import { failbackClientSteps } from "./initiation-view.ts";
import type { RecoveryInstance, Replication, SourceServer } from "./records.ts";
import { etaOf, replicatedDisk } from "./source-server-view.ts";

/** The failback of a recovery instance as DRS returns it. */
export function toFailback({ world }: Simulation, instance: RecoveryInstance): Record<string, unknown> {
  const state = failbackStateOf(world, instance);
  const { failback } = instance;
  if (!failback) return { state };
  const { firstByteAt } = failback.replication.restart ?? { firstByteAt: null };
  return {
    state,
    failbackClientID: failback.clientId,
    failbackInitiationTime: toStamp(failback.startedAt),
    failbackToOriginalServer: true,
    ...(failback.jobId !== null && { failbackJobID: failback.jobId }),
    ...(firstByteAt !== null && { firstByteDateTime: toStamp(firstByteAt) }),
  };
}

/** What copies a recovery instance back, as DRS returns it; `lagDuration` cannot be said, its model asks for a date. */
export function toReplicationBack(
  sim: Simulation,
  instance: RecoveryInstance,
  server: SourceServer | undefined,
): Record<string, unknown> {
  const replication = replicationBack(sim.world, instance);
  if (instance.isDisconnected) return { dataReplicationState: "DISCONNECTED", replicatedDisks: disconnected(server) };
  if (!replication) return { dataReplicationState: "NOT_STARTED" };
  const at = sim.clock.now();
  const copy = { replication, at, lagSeconds: replication.lagSeconds };
  const eta = etaOf(sim, replication);
  return {
    dataReplicationState: replication.state,
    ...(eta !== undefined && { etaDateTime: toStamp(eta) }),
    replicatedDisks: (server?.disks ?? []).map((disk) => withoutStatus(replicatedDisk(disk, copy))),
    ...(instance.failback && { dataReplicationInitiation: clientInitiation(instance.failback, at) }),
  };
}

function clientInitiation({ startedAt, replication }: { startedAt: number; replication: Replication }, at: number) {
  return { startDateTime: toStamp(startedAt), steps: failbackClientSteps(replication, at) };
}

function disconnected(server: SourceServer | undefined): Record<string, unknown>[] {
  return (server?.disks ?? []).map(({ deviceName }) => ({ deviceName, totalStorageBytes: 0 }));
}

function withoutStatus({ volumeStatus: _status, ...disk }: ReturnType<typeof replicatedDisk>) {
  return disk;
}
