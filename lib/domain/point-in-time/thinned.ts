import type { Snapshot } from "./choose-snapshot.ts";

/** More than a policy of a year makes: 6 of an hour, 23 of a day, 365 of a year. */
export const MOST_SNAPSHOTS = 400;

/** At most so many snapshots, the newest first: the newest half as they are, of the others evenly some, with the oldest. */
export function thinned(snapshots: readonly Snapshot[], most = MOST_SNAPSHOTS): Snapshot[] {
  const all = [...snapshots].sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1));
  if (all.length <= most) return all;
  const half = Math.ceil(most / 2);
  const [older, places] = [all.slice(half), most - half];
  const step = (older.length - 1) / Math.max(1, places - 1);
  const kept = Array.from({ length: places }, (_, place) => older[older.length - 1 - Math.floor(place * step)]);
  return [...all.slice(0, half), ...kept.reverse().filter((one) => one !== undefined)];
}
