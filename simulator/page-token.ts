import { seal, unseal } from "./seal.ts";

const LIFETIME_MS = 24 * 3_600_000;

/** Where a list goes on: behind the item with this key, which stood just before `index`. */
export type Cursor = { key: string; index: number };

/** What a token is good for: the simulation that issued it, and the list with its filters. */
export type TokenUse = { seed: number; list: string };

/** A text in which nothing can be read, good for 24 hours from `now` (wall-clock milliseconds). */
export function sealCursor({ key, index }: Cursor, use: TokenUse, now: number): string {
  return seal(JSON.stringify([key, index, now + LIFETIME_MS]), purposeOf(use));
}

/** What was sealed; undefined for anything that was issued for another use, has expired or was not issued at all. */
export function openCursor(token: string, use: TokenUse, now: number): Cursor | undefined {
  const text = unseal(token, purposeOf(use));
  if (text === undefined) return undefined;
  const [key, index, expiresAt] = JSON.parse(text) as [string, number, number];
  return now < expiresAt ? { key, index } : undefined;
}

function purposeOf({ seed, list }: TokenUse): string {
  return `page tokens of ${seed}/${list}`;
}
