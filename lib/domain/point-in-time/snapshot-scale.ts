import type { ServerSnapshots } from "./choose-snapshot.ts";

/** More stops than a slider can show apart are too many. */
export const MAX_STOPS = 200;

const MERGED_WITHIN_MS = 60_000;

/** A moment worth stopping at, and how many servers have a snapshot at or before it. */
export type ScaleStop = { at: Date; serverCount: number };

export type SnapshotScale = {
  /** Ascending; each is the moment of a snapshot. */
  stops: ScaleStop[];
  /** From when on every server has a snapshot, to the newest one; null where a server has none. */
  everyServer: { from: Date; to: Date } | null;
  /** Moments closer than this are one stop, in seconds: 60, or more where there would be too many stops. */
  mergedWithinSeconds: number;
};

/**
 * The scale of a slider over the snapshots of servers. Moments within a minute are one stop, at the last of them, so
 * that "at or before" takes in all. Above 200 stops that span is doubled until they fit: old stops, which lie far apart,
 * stay, and the newest always does.
 */
export function snapshotScale(servers: readonly Pick<ServerSnapshots, "snapshots">[]): SnapshotScale {
  const times = servers.map(({ snapshots }) => snapshots.map(({ at }) => at.getTime()));
  const all = [...new Set(times.flat())].sort((one, other) => one - other);
  let span = MERGED_WITHIN_MS;
  let stops = merged(all, span);
  while (stops.length > MAX_STOPS) {
    span *= 2;
    stops = merged(all, span);
  }
  const firsts = times.map(earliest).sort((one, other) => one - other);
  return {
    stops: counted(stops, firsts),
    everyServer: rangeOfAll(firsts, all.at(-1)),
    mergedWithinSeconds: span / 1000,
  };
}

/** From ascending times the last of each run that is no longer than `span` milliseconds. */
function merged(times: readonly number[], span: number): number[] {
  const ends: number[] = [];
  let start = Number.NEGATIVE_INFINITY;
  for (const time of times) {
    if (time - start <= span) ends[ends.length - 1] = time;
    else {
      ends.push(time);
      start = time;
    }
  }
  return ends;
}

function counted(stops: readonly number[], firsts: readonly number[]): ScaleStop[] {
  let serverCount = 0;
  return stops.map((time) => {
    while (serverCount < firsts.length && (firsts[serverCount] ?? Number.POSITIVE_INFINITY) <= time) serverCount += 1;
    return { at: new Date(time), serverCount };
  });
}

/** Infinity where there is no time. */
function earliest(times: readonly number[]): number {
  return times.reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);
}

function rangeOfAll(firsts: readonly number[], newest: number | undefined): { from: Date; to: Date } | null {
  const from = firsts.at(-1);
  if (from === undefined || newest === undefined || from === Number.POSITIVE_INFINITY) return null;
  return { from: new Date(from), to: new Date(newest) };
}
