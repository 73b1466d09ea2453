import type { Clock } from "../clock.ts";
import { wallNow } from "../clock.ts";
import { fraction } from "../random.ts";
import { regionalDigits } from "./ids.ts";
import type { SourceServer } from "./records.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** DRS keeps one snapshot every 10 minutes for an hour, every hour for a day, and every day for 7 days (its default). */
const SCHEDULE = [
  { interval: 10 * MINUTE, retention: HOUR },
  { interval: HOUR, retention: DAY },
  { interval: DAY, retention: 7 * DAY },
] as const;

/** A snapshot is taken some seconds after it was due. */
const LONGEST_DELAY_SECONDS = 5;

/** `at` and `expectedAt` are wall-clock milliseconds. */
export type RecoverySnapshot = { snapshotId: string; expectedAt: number; at: number; slot: number };

/** The wall-clock moment up to which the copy is consistent: the newest data that a launch could use. */
export function consistentUntil(server: SourceServer): number {
  const { stoppedAt, lagSeconds } = server.replication;
  return (stoppedAt ?? wallNow()) - lagSeconds * 1000;
}

/** The recovery snapshots that a server has now, newest first. They are computed from the schedule, never stored. */
export function recoverySnapshots(clock: Clock, server: SourceServer, region: string): RecoverySnapshot[] {
  if (!hasSnapshots(server)) return [];
  const newest = clock.simOf(consistentUntil(server)) - LONGEST_DELAY_SECONDS * 1000;
  const oldest = clock.simOf(server.addedAt);
  const slots = new Set<number>();
  for (const { interval, retention } of SCHEDULE) {
    for (let at = Math.floor(newest / interval) * interval; at > newest - retention && at >= oldest; at -= interval)
      slots.add(at);
  }
  return [...slots].sort((a, b) => b - a).map((slot) => toSnapshot(clock, slot, { server, region }));
}

/** The snapshot with that id, if the server still has it. */
export function findSnapshot(
  clock: Clock,
  server: SourceServer,
  at: { region: string; snapshotId: string },
): RecoverySnapshot | undefined {
  return recoverySnapshots(clock, server, at.region).find((snapshot) => snapshot.snapshotId === at.snapshotId);
}

/** Stopping or disconnecting a server deletes its snapshots; before the first full copy there are none. */
export function hasSnapshots(server: SourceServer): boolean {
  const { initialSyncDone, state } = server.replication;
  return initialSyncDone && state !== "DISCONNECTED" && state !== "STOPPED";
}

function toSnapshot(
  clock: Clock,
  slot: number,
  { server, region }: { server: SourceServer; region: string },
): RecoverySnapshot {
  const delaySeconds = LONGEST_DELAY_SECONDS * fraction("snapshot", server.sourceServerId, slot);
  return {
    snapshotId: `pit-${regionalDigits(region, server.sourceServerId, slot)}`,
    expectedAt: clock.wallOf(slot),
    at: clock.wallOf(slot + delaySeconds * 1000),
    slot,
  };
}
