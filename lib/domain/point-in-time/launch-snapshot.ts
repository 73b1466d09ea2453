import type { LaunchPointInTime } from "./choice.ts";
import { newestAtOrBefore, type Snapshot } from "./choose-snapshot.ts";
import { replaceExpired } from "./expired.ts";

/** What the call of a launch names for a server: nothing, so that DRS takes a new one, or a snapshot. */
export type LaunchSnapshot =
  | { kind: "new" }
  | { kind: "use"; snapshot: Snapshot; replaces: { snapshot: Snapshot; minutesOlder: number } | null }
  | { kind: "fail"; message: string };

/** Whether DRS has to be asked for a server's snapshots before its launch. */
export function needsSnapshots(wanted: LaunchPointInTime, isSourceGone: boolean): boolean {
  return wanted.kind !== "LATEST" || isSourceGone;
}

/**
 * The snapshot that a launch names, given those that DRS keeps now. From a source that is gone the latest data is the
 * newest snapshot; where there is none DRS may still try. A chosen one that has expired is replaced, or the launch fails.
 */
export function launchSnapshot(
  wanted: LaunchPointInTime,
  kept: readonly Snapshot[],
  isSourceGone: boolean,
): LaunchSnapshot {
  switch (wanted.kind) {
    case "LATEST": {
      const newest = isSourceGone ? newestAtOrBefore(kept, null) : null;
      return newest === null ? { kind: "new" } : { kind: "use", snapshot: newest, replaces: null };
    }
    case "NEWEST_SNAPSHOT":
      return named(newestAtOrBefore(kept, null), "DRS keeps no snapshot of the server.");
    case "AT_OR_BEFORE":
      return named(newestAtOrBefore(kept, new Date(wanted.at)), noneBefore(wanted.at, kept));
    case "SNAPSHOT": {
      const chosen = { id: wanted.snapshotId, at: new Date(wanted.at) };
      const decision = replaceExpired(chosen, kept, wanted);
      if (decision.kind === "fail") return { kind: "fail", message: decision.message };
      const { snapshot } = decision;
      if (decision.kind === "keep") return { kind: "use", snapshot, replaces: null };
      return { kind: "use", snapshot, replaces: { snapshot: chosen, minutesOlder: decision.minutesOlder } };
    }
  }
}

function named(snapshot: Snapshot | null, otherwise: string): LaunchSnapshot {
  return snapshot === null ? { kind: "fail", message: otherwise } : { kind: "use", snapshot, replaces: null };
}

function noneBefore(at: string, kept: readonly Snapshot[]): string {
  const oldest = kept.reduce<Snapshot | null>((best, one) => (best === null || one.at < best.at ? one : best), null);
  if (oldest === null) return "DRS keeps no snapshot of the server.";
  return `DRS keeps no snapshot of the server at or before ${at}. The oldest, ${oldest.id}, is of ${oldest.at.toISOString()}.`;
}
