const SHORTEST_MS = 5000;
const LONGEST_MS = 15 * 60_000;
const GIVE_UP_AFTER_MS = 24 * 60 * 60_000;

export type Attempted = {
  /** When the notification was written. */
  createdAt: Date;
  /** How often it was tried, from 1. */
  attempts: number;
  /** A test is tried once: somebody waits for what comes back. */
  isTest: boolean;
};

/**
 * When a notification that was not delivered is tried next: after 5 s at the earliest and 15 min at the latest, twice as
 * long each time, `random` (0 to 1) keeping many apart. Null where it is given up, 24 h after it was written.
 */
export function nextAttempt(attempted: Attempted, { at, random }: { at: Date; random: number }): Date | null {
  if (attempted.isTest) return null;
  const longest = Math.min(LONGEST_MS, 2 * SHORTEST_MS * 2 ** Math.max(0, attempted.attempts - 1));
  const next = at.getTime() + longest / 2 + (random * longest) / 2;
  return next > attempted.createdAt.getTime() + GIVE_UP_AFTER_MS ? null : new Date(Math.round(next));
}
