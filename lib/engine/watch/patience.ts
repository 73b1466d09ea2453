/** How soon something that did not work is tried again: after 5 s, doubling up to 5 min. */
const FIRST_MS = 5000;
const LONGEST_MS = 300_000;

/** Remembers in one process what is to be left alone for a while. */
export type Patience = {
  isDue: (key: string, nowMs: number) => boolean;
  failed: (key: string, nowMs: number) => void;
  /** Forgets everything about what is not among these any more. */
  keepOnly: (keys: ReadonlySet<string>) => void;
};

export function createPatience(): Patience {
  const known = new Map<string, { tries: number; notBefore: number }>();
  return {
    isDue: (key, nowMs) => nowMs >= (known.get(key)?.notBefore ?? 0),
    failed(key, nowMs) {
      const tries = (known.get(key)?.tries ?? 0) + 1;
      known.set(key, { tries, notBefore: nowMs + Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1)) });
    },
    keepOnly(keys) {
      for (const key of known.keys()) if (!keys.has(key)) known.delete(key);
    },
  };
}
