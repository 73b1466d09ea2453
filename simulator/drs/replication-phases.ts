import type { Replication } from "./records.ts";

/** Percent of the first copy, of a rescan or of the set-up at a simulated moment. */
export function progressAt({ phase, progressPercent }: Replication, at: number): number {
  if (!phase) return progressPercent;
  const share = (at - phase.startedAt) / (phase.endsAt - phase.startedAt);
  return 100 * Math.min(1, Math.max(0, share));
}

/** The share of the disks that was copied at a simulated moment, between 0 and 1. */
export function copiedShareAt(replication: Replication, at: number): number {
  if (replication.initialSyncDone || replication.state === "CREATING_SNAPSHOT") return 1;
  return replication.state === "INITIATING" ? 0 : progressAt(replication, at) / 100;
}

/** Replication from the very beginning; `wall` is in wall-clock milliseconds. */
export function beginning(wall: number): Replication {
  return {
    state: "INITIATING",
    lagSeconds: 0,
    stoppedAt: null,
    unseenSince: null,
    initialSyncDone: false,
    progressPercent: 0,
    error: null,
    rawError: null,
    phase: null,
    restart: { initiatedAt: wall, firstByteAt: null, completeAt: null },
  };
}

/** Replication that finds its way back: set up anew, then only what changed meanwhile is copied. */
export function resuming(replication: Replication): Replication {
  return { ...replication, state: "INITIATING", progressPercent: 0, unseenSince: null, error: null, rawError: null };
}

/** Replication that an operation ended: whatever was under way is given up. */
export function halted(replication: Replication, state: "STOPPED" | "DISCONNECTED", wall: number): Replication {
  const stoppedAt = replication.stoppedAt ?? wall;
  return { ...replication, state, stoppedAt, lagSeconds: 0, error: null, rawError: null, phase: null };
}

/** What follows when the phase of a state has ended; undefined where nothing follows by itself. */
export function nextReplication(
  replication: Replication,
  { at, wall }: { at: number; wall: number },
): Replication | undefined {
  const restart = replication.restart ?? { initiatedAt: wall, firstByteAt: null, completeAt: null };
  switch (replication.state) {
    case "INITIATING":
      if (replication.initialSyncDone) return { ...replication, state: "RESCAN", progressPercent: 0 };
      return { ...replication, state: "INITIAL_SYNC", progressPercent: 0, restart: { ...restart, firstByteAt: wall } };
    case "INITIAL_SYNC":
      return { ...replication, state: "CREATING_SNAPSHOT", progressPercent: 100 };
    case "CREATING_SNAPSHOT":
      return current({ ...replication, initialSyncDone: true, restart: { ...restart, completeAt: at } });
    case "RESCAN":
      return current(replication);
    case "STOPPED":
    case "BACKLOG":
    case "CONTINUOUS":
    case "PAUSED":
    case "STALLED":
    case "DISCONNECTED":
      return undefined;
  }
}

function current(replication: Replication): Replication {
  return {
    ...replication,
    ...{ state: "CONTINUOUS", lagSeconds: 0, stoppedAt: null, unseenSince: null },
    ...{ progressPercent: 100, error: null, rawError: null },
  };
}
