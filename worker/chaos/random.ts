/** Numbers that follow from a seed alone, so that a run that went wrong can be told by one number. */
export type Random = {
  /** In [0, 1). */
  next: () => number;
  /** A whole number from `low` to `high`, both included. */
  int: (low: number, high: number) => number;
  chance: (share: number) => boolean;
  pick: <T>(of: readonly [T, ...T[]]) => T;
  /** Some of them, in their order. */
  some: <T>(of: readonly T[], share: number) => T[];
};

/** Mulberry32. Generators of the same seed and label tell the same story; labels keep stories apart. */
export function randomOf(seed: number, label = ""): Random {
  let state = Buffer.from(label).reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), seed) | 0;

  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  return {
    next,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (share) => next() < share,
    pick: (of) => of[Math.floor(next() * of.length)] ?? of[0],
    some: (of, share) => of.filter(() => next() < share),
  };
}
