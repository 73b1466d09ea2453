import { newestAtOrBefore, type Snapshot } from "./choose-snapshot.ts";

export type ExpiredPolicy = {
  /** How much older than the chosen snapshot its replacement may be, in minutes; 0: nothing replaces it. */
  mayBeOlderByMinutes: number;
};

/** What a launch does. `minutesOlder` is whole, rounded up. `left`: the snapshots that are kept, the newest first. */
export type ExpiredDecision =
  | { kind: "keep"; snapshot: Snapshot }
  | { kind: "replace"; snapshot: Snapshot; minutesOlder: number }
  | { kind: "fail"; message: string; left: Snapshot[] };

const TOLD = 3;

/**
 * What a launch does with the snapshot that was chosen for it, given those that DRS keeps now: uses it, or the nearest
 * older one that the policy allows. It never takes a younger one, which may hold what the choice was to avoid.
 */
export function replaceExpired(chosen: Snapshot, kept: readonly Snapshot[], policy: ExpiredPolicy): ExpiredDecision {
  const same = kept.find(({ id }) => id === chosen.id);
  if (same !== undefined) return { kind: "keep", snapshot: same };
  const nearest = newestAtOrBefore(kept, chosen.at);
  if (nearest !== null) {
    const minutesOlder = Math.ceil((chosen.at.getTime() - nearest.at.getTime()) / 60_000);
    if (policy.mayBeOlderByMinutes > 0 && minutesOlder <= policy.mayBeOlderByMinutes) {
      return { kind: "replace", snapshot: nearest, minutesOlder };
    }
  }
  const left = [...kept].sort((one, other) => other.at.getTime() - one.at.getTime() || (one.id < other.id ? 1 : -1));
  return { kind: "fail", message: messageOf(chosen, left), left };
}

function messageOf(chosen: Snapshot, left: readonly Snapshot[]): string {
  const gone = `Snapshot ${chosen.id} of ${chosen.at.toISOString()} is not kept any more`;
  if (left.length === 0) return `${gone}, and the server has no other.`;
  const told = [...left]
    .sort((one, other) => distance(one, chosen) - distance(other, chosen))
    .slice(0, TOLD)
    .map(({ id, at }) => `${id} of ${at.toISOString()}`);
  const rest = left.length > TOLD ? ` and ${left.length - TOLD} more` : "";
  return `${gone}. Left are, the nearest first: ${told.join(", ")}${rest}.`;
}

function distance(one: Snapshot, other: Snapshot): number {
  return Math.abs(one.at.getTime() - other.at.getTime());
}
