/** What is said of a field with nothing in it. */
export const EMPTY = "Fill this in.";

/** One row of two fields: a parameter or a header. Several values of a parameter are rows of one name. */
export type Pair = { name: string; value: string };

/** The lines of a text that hold something. */
export function linesOf(text: string): string[] {
  return text.split("\n").flatMap((line) => (line.trim() === "" ? [] : line.trim()));
}

/** Without what was left empty. */
export function optional(fields: Readonly<Record<string, string | number | null>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== "" && value !== null));
}

/** A parameter without a value is a row whose value is empty. */
export function pairsOf(parameters: Readonly<Record<string, readonly string[]>>): Pair[] {
  return Object.entries(parameters).flatMap(([name, values]) =>
    values.length === 0 ? [{ name, value: "" }] : values.map((value) => ({ name, value })),
  );
}

export function parametersOf(pairs: readonly Pair[]): Record<string, string[]> {
  const named = Map.groupBy(pairs, ({ name }) => name);
  return Object.fromEntries(
    [...named].map(([name, own]) => [name, own.flatMap(({ value }) => (value === "" ? [] : value))]),
  );
}

export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2);
  return text === "{}" ? "" : text;
}

/** Nothing typed is an empty object. Undefined where it is not JSON. */
export function jsonOf(text: string): unknown {
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

type Range = { from: number; to: number };

export function rangesText(ranges: readonly Range[]): string {
  return ranges.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join(", ");
}

/** `200-299, 404`. Undefined where it is not that. */
export function rangesOf(text: string): Range[] | undefined {
  const ranges = text.split(",").map((part) => /^\s*(\d{3})\s*(?:[-–]\s*(\d{3})\s*)?$/.exec(part));
  if (ranges.includes(null)) return undefined;
  return ranges.flatMap((range) =>
    range === null ? [] : { from: Number(range[1]), to: Number(range[2] ?? range[1]) },
  );
}
