import type { Clock } from "../clock.ts";
import { wallNow } from "../clock.ts";
import { fraction } from "../random.ts";
import type { RegionState } from "../world.ts";
import { regionalDigits } from "./ids.ts";
import type { SourceServer } from "./records.ts";
import { replicationSettingsOf } from "./replication-settings.ts";
import type { PitRule } from "./settings-records.ts";

const UNIT_MS = { MINUTE: 60_000, HOUR: 3_600_000, DAY: 86_400_000 } as const satisfies Record<
  PitRule["units"],
  number
>;

/** A snapshot is taken some seconds after it was due. */
const LONGEST_DELAY_SECONDS = 5;

/** `at` and `expectedAt` are wall-clock milliseconds. */
export type RecoverySnapshot = { snapshotId: string; expectedAt: number; at: number; slot: number };

/** The wall-clock moment up to which the copy is consistent: the newest data that a launch could use. */
export function consistentUntil(server: SourceServer, now = wallNow()): number {
  const { stoppedAt, lagSeconds } = server.replication;
  return (stoppedAt ?? now) - lagSeconds * 1000;
}

/** The recovery snapshots that a server has now, newest first. They are computed from its policy, never stored. */
export function recoverySnapshots(clock: Clock, here: RegionState, server: SourceServer): RecoverySnapshot[] {
  if (!hasSnapshots(server)) return [];
  const newest = clock.simOf(consistentUntil(server)) - LONGEST_DELAY_SECONDS * 1000;
  const firstCopy = server.replication.restart?.completeAt ?? undefined;
  const oldest = firstCopy ?? clock.simOf(server.addedAt);
  const slots = new Set<number>();
  for (const { interval, retention } of schedule(here, server)) {
    for (let at = Math.floor(newest / interval) * interval; at > newest - retention && at >= oldest; at -= interval)
      slots.add(at);
    if (firstCopy !== undefined && firstCopy <= newest && firstCopy > newest - retention) slots.add(firstCopy);
  }
  return [...slots].sort((a, b) => b - a).map((slot) => toSnapshot(clock, slot, { here, server }));
}

/** The snapshot with that id, if the server still has it. */
export function findSnapshot(
  clock: Clock,
  here: RegionState,
  { server, snapshotId }: { server: SourceServer; snapshotId: string },
): RecoverySnapshot | undefined {
  return recoverySnapshots(clock, here, server).find((snapshot) => snapshot.snapshotId === snapshotId);
}

/** Stopping or disconnecting a server deletes its snapshots; before the first full copy there are none. */
export function hasSnapshots(server: SourceServer): boolean {
  const { initialSyncDone, state } = server.replication;
  return initialSyncDone && state !== "DISCONNECTED" && state !== "STOPPED";
}

function schedule(here: RegionState, server: SourceServer): { interval: number; retention: number }[] {
  return replicationSettingsOf(here, server)
    .pitPolicy.filter((rule) => rule.enabled)
    .map(({ units, interval, retentionDuration }) => ({
      interval: interval * UNIT_MS[units],
      retention: retentionDuration * UNIT_MS[units],
    }));
}

function toSnapshot(
  clock: Clock,
  slot: number,
  { here, server }: { here: RegionState; server: SourceServer },
): RecoverySnapshot {
  const delaySeconds = LONGEST_DELAY_SECONDS * fraction("snapshot", server.sourceServerId, slot);
  return {
    snapshotId: `pit-${regionalDigits(here.region, server.sourceServerId, slot)}`,
    expectedAt: clock.wallOf(slot),
    at: clock.wallOf(slot + delaySeconds * 1000),
    slot,
  };
}
