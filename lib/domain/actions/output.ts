/** What is kept of an action's output, in bytes of UTF-8. */
export const OUTPUT_LIMIT_BYTES = 64 * 1024;

/** Room for the line that says how much was left out. */
const NOTICE_BYTES = 64;

export type CutOutput = { text: string; bytesLeftOut: number };

/**
 * Cuts text to `limitBytes` bytes of UTF-8, between characters: head and tail stay, and a line between them says how
 * many bytes were left out. NUL and broken characters become U+FFFD first, because the database refuses them. Throws a
 * RangeError where the limit is too small for that line.
 */
export function cutOutput(text: string, limitBytes: number = OUTPUT_LIMIT_BYTES): CutOutput {
  if (limitBytes < 2 * NOTICE_BYTES) throw new RangeError(`Output cannot be cut to ${limitBytes} bytes.`);
  const clean = text.toWellFormed().replaceAll("\0", "\uFFFD");
  const bytes = new TextEncoder().encode(clean);
  if (bytes.length <= limitBytes) return { text: clean, bytesLeftOut: 0 };
  const half = Math.floor((limitBytes - NOTICE_BYTES) / 2);
  const headEnd = borderBefore(bytes, half);
  const tailStart = borderAfter(bytes, bytes.length - half);
  const bytesLeftOut = tailStart - headEnd;
  // A byte order mark is a character of the output like any other.
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const head = decoder.decode(bytes.subarray(0, headEnd));
  const tail = decoder.decode(bytes.subarray(tailStart));
  return { text: `${head}\n… ${bytesLeftOut} bytes left out …\n${tail}`, bytesLeftOut };
}

function borderBefore(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at > 0 && isInsideCharacter(bytes[at])) at -= 1;
  return at;
}

function borderAfter(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && isInsideCharacter(bytes[at])) at += 1;
  return at;
}

function isInsideCharacter(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0b1100_0000) === 0b1000_0000;
}
