import type { z } from "zod";

import type { LaunchPointInTime, ServerPointInTimeInput } from "./choice.ts";
import { newestAtOrBefore } from "./choose-snapshot.ts";
import type { SnapshotReading } from "./reading.ts";

/** What a server will be launched from, or why there is nothing: half a sentence about it. */
export type ChosenLaunch = { pointInTime: LaunchPointInTime; problem: string | null };

/**
 * Fixes what a server is launched from when that is chosen, by what was read of its snapshots. A moment that is later
 * than the reading, or without one, is left to the launch, which asks DRS.
 */
export function chooseLaunch(
  input: z.output<typeof ServerPointInTimeInput>,
  reading: SnapshotReading | null,
): ChosenLaunch {
  if (input === "latest") return { pointInTime: { kind: "LATEST" }, problem: null };
  if (input === "newest-snapshot") return { pointInTime: { kind: "NEWEST_SNAPSHOT" }, problem: null };
  if ("snapshotId" in input) return chooseNamed(input, reading);
  const at = new Date(input.at);
  const open = { kind: "AT_OR_BEFORE" as const, at: at.toISOString() };
  const { snapshots, readAt } = reading ?? { snapshots: null, readAt: null };
  if (snapshots === null || readAt === null || readAt < at) return { pointInTime: open, problem: null };
  const snapshot = newestAtOrBefore(snapshots, at);
  if (snapshot === null) return { pointInTime: open, problem: `it has no snapshot at or before ${open.at}` };
  const { mayBeOlderByMinutes } = input;
  return { pointInTime: { ...toChoice(snapshot), askedAt: open.at, mayBeOlderByMinutes }, problem: null };
}

function chooseNamed(
  { snapshotId, mayBeOlderByMinutes }: { snapshotId: string; mayBeOlderByMinutes: number },
  reading: SnapshotReading | null,
): ChosenLaunch {
  const snapshot = reading?.snapshots?.find(({ id }) => id === snapshotId);
  if (snapshot !== undefined)
    return { pointInTime: { ...toChoice(snapshot), askedAt: null, mayBeOlderByMinutes }, problem: null };
  const why = reading?.snapshots
    ? "is not among its snapshots"
    : "is not known, because its snapshots were not read yet";
  return { pointInTime: { kind: "NEWEST_SNAPSHOT" }, problem: `${snapshotId} ${why}` };
}

function toChoice({ id, at }: { id: string; at: Date }) {
  return { kind: "SNAPSHOT" as const, snapshotId: id, at: at.toISOString() };
}
