import type { World } from "../world.ts";
import type { RecoveryInstance, Replication, SourceServer } from "./records.ts";
import { findServerByArn } from "./source-servers.ts";

type FailbackState =
  | "FAILBACK_NOT_STARTED"
  | "FAILBACK_IN_PROGRESS"
  | "FAILBACK_READY_FOR_LAUNCH"
  | "FAILBACK_COMPLETED"
  | "FAILBACK_NOT_READY_FOR_LAUNCH";

/** How far the way back of a recovery instance got, to a Region of AWS or to a machine outside it. */
export function failbackStateOf(world: World, { failback, reversedServerArn }: RecoveryInstance): FailbackState {
  const reversed = reversedServerArn === null ? undefined : findServerByArn(world, reversedServerArn);
  if (reversed) {
    if (wasLaunchedBack(reversed)) return "FAILBACK_COMPLETED";
    return isCurrent(reversed.replication) ? "FAILBACK_READY_FOR_LAUNCH" : "FAILBACK_NOT_READY_FOR_LAUNCH";
  }
  if (!failback) return "FAILBACK_NOT_STARTED";
  if (failback.isCompleted) return "FAILBACK_COMPLETED";
  return isCurrent(failback.replication) ? "FAILBACK_READY_FOR_LAUNCH" : "FAILBACK_IN_PROGRESS";
}

/** What copies a recovery instance back, if anything does. */
export function replicationBack(world: World, instance: RecoveryInstance): Replication | undefined {
  const { reversedServerArn, failback } = instance;
  const reversed = reversedServerArn === null ? undefined : findServerByArn(world, reversedServerArn);
  return reversed?.replication ?? failback?.replication;
}

/** Launched successfully since this copy began. */
function wasLaunchedBack({ lastLaunch, lastLaunchResult, replication }: SourceServer): boolean {
  const since = replication.restart?.initiatedAt ?? 0;
  return lastLaunchResult === "SUCCEEDED" && lastLaunch !== null && lastLaunch.apiCallAt > since;
}

function isCurrent({ initialSyncDone, state }: Replication): boolean {
  return initialSyncDone && state === "CONTINUOUS";
}
