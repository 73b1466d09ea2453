const LONGEST_MS = 2 ** 31 - 1;

export type LongTimeout = { clear: () => void };

/** setTimeout without its limit of 24.8 days. */
export function setLongTimeout(run: () => void, milliseconds: number): LongTimeout {
  let timer: NodeJS.Timeout;
  const arm = (rest: number): void => {
    timer = setTimeout(() => (rest > LONGEST_MS ? arm(rest - LONGEST_MS) : run()), Math.min(rest, LONGEST_MS));
  };
  arm(milliseconds);
  return { clear: () => clearTimeout(timer) };
}
