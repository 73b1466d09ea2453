export type Json = null | boolean | number | string | Json[] | { [member: string]: Json };

/** No input, output or state of an execution is longer, as UTF-8. */
export const LONGEST_DATA_BYTES = 262_144;

export function isTooLong(text: string): boolean {
  return text.length > LONGEST_DATA_BYTES || Buffer.byteLength(text) > LONGEST_DATA_BYTES;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The objects of a list; none of anything else. */
export function objectsOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** What is wrong with a text as JSON; undefined when nothing is. */
export function problemOfJson(text: string): string | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
