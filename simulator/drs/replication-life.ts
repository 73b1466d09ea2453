import { wallNow } from "../clock.ts";
import { triangular } from "../random.ts";
import type { Simulation } from "../simulation.ts";
import type { RegionState } from "../world.ts";
import type { Replication, ReplicationEvent, ReplicationState, SourceServer } from "./records.ts";
import { beginning, nextReplication } from "./replication-phases.ts";
import { failbackSettingsOf } from "./failback-settings.ts";
import { replicationSettingsOf } from "./replication-settings.ts";

/** Simulated seconds of what does not depend on how much there is to copy. */
const SECONDS = { INITIATING: [420, 780], CREATING_SNAPSHOT: [60, 180] } as const;
/** What one server copies a second when its bandwidth is not throttled. */
const UNTHROTTLED_MEGABITS = 2000;
/** Comparing is faster than copying. */
const RESCAN_SPEED_UP = 4;

type ReplicaOf = ReplicationEvent["replicaOf"];

/** Copies from the very beginning: through INITIATING, INITIAL_SYNC and CREATING_SNAPSHOT to CONTINUOUS. */
export function startReplicating(sim: Simulation, here: RegionState, replicaOf: ReplicaOf): void {
  enter(sim, here, { replicaOf, replication: beginning(wallNow()), at: sim.clock.now() });
}

/** Puts replication into a state that moves on by itself where it is one of those. `at` is in simulated milliseconds. */
export function enter(
  sim: Simulation,
  here: RegionState,
  { replicaOf, replication, at }: { replicaOf: ReplicaOf; replication: Replication; at: number },
): void {
  const replica = findReplica(here, replicaOf);
  if (!replica) return;
  const seconds = secondsIn(sim, replication.state, replica);
  const phase = seconds === undefined ? null : { startedAt: at, endsAt: at + seconds * 1000 };
  replica.holder.replication = { ...replication, phase };
  if (phase) {
    const { accountId, region } = here;
    sim.events.add({ at: phase.endsAt, accountId, region, replicaOf, phaseStartedAt: phase.startedAt });
  }
  sim.changed();
}

/** Ends a phase of replication, unless something else changed it meanwhile. */
export function runReplicationEvent(sim: Simulation, event: ReplicationEvent): void {
  const here = sim.world.regions.get(`${event.accountId}/${event.region}`);
  const replication = here && findReplica(here, event.replicaOf)?.holder.replication;
  if (!replication || replication.phase?.startedAt !== event.phaseStartedAt) return;
  const { at, replicaOf } = event;
  const next = nextReplication(replication, { at, wall: sim.clock.wallOf(at) });
  if (next) enter(sim, here, { replicaOf, replication: next, at });
}

type Replica = { holder: { replication: Replication }; server: SourceServer; megabits: number };

function findReplica(here: RegionState, replicaOf: ReplicaOf): Replica | undefined {
  if ("sourceServerId" in replicaOf) {
    const server = here.drs.sourceServers.get(replicaOf.sourceServerId);
    return server && { holder: server, server, megabits: replicationSettingsOf(here, server).bandwidthThrottling };
  }
  const instance = here.drs.recoveryInstances.get(replicaOf.recoveryInstanceId);
  const server = instance && here.drs.sourceServers.get(instance.sourceServerId);
  if (!server || !instance.failback) return undefined;
  return { holder: instance.failback, server, megabits: failbackSettingsOf(here, instance).bandwidthThrottling };
}

function secondsIn(sim: Simulation, state: ReplicationState, { server, megabits }: Replica): number | undefined {
  const bytes = server.disks.reduce((sum, disk) => sum + disk.bytes, 0);
  const copySeconds = (bytes * 8) / ((megabits || UNTHROTTLED_MEGABITS) * 1_000_000);
  if (state === "INITIAL_SYNC") return copySeconds;
  if (state === "RESCAN") return copySeconds / RESCAN_SPEED_UP;
  if (state === "INITIATING" || state === "CREATING_SNAPSHOT")
    return triangular(SECONDS[state], sim.seed, server.sourceServerId, state);
  return undefined;
}
