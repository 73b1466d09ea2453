type Part = string | number;

/** 32-bit hash of the parts (FNV-1a with an avalanche step). Equal parts give equal numbers on every machine. */
export function hash(...parts: Part[]): number {
  let state = 0x811c9dc5;
  for (const character of parts.join("|")) {
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/** A number in [0, 1) that depends only on the parts. */
export function fraction(...parts: Part[]): number {
  return hash(...parts) / 2 ** 32;
}

/** A number between low and high, most often near the middle. */
export function triangular(range: readonly [low: number, high: number], ...parts: Part[]): number {
  const [low, high] = range;
  return low + ((high - low) * (fraction("a", ...parts) + fraction("b", ...parts))) / 2;
}

/** Lower-case hexadecimal digits that depend only on the parts. */
export function hexDigits(length: number, ...parts: Part[]): string {
  let digits = "";
  for (let block = 0; digits.length < length; block += 1) {
    digits += hash(block, ...parts)
      .toString(16)
      .padStart(8, "0");
  }
  return digits.slice(0, length);
}
