import { closeSync, existsSync, fstatSync, openSync, readSync } from "node:fs";

const LONGEST_TAIL_BYTES = 16_384;

/** The last lines of a log; empty when there is none. */
export function tailOf(file: string, lines = 20): string {
  if (!existsSync(file)) return "";
  const descriptor = openSync(file, "r");
  try {
    const { size } = fstatSync(descriptor);
    const buffer = Buffer.alloc(Math.min(size, LONGEST_TAIL_BYTES));
    readSync(descriptor, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString("utf8").trimEnd().split("\n").slice(-lines).join("\n");
  } finally {
    closeSync(descriptor);
  }
}
