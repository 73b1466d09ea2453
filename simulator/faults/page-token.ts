const NAMES = ["nextToken", "NextToken", "Marker"];

/** A token that no operation gives out: services answer it as one that has expired. */
const EXPIRED = "expired";

export function hasPageToken(input: unknown): boolean {
  return isRecord(input) && NAMES.some((name) => isToken(input[name]));
}

/** The same input with a page token that is no longer valid. */
export function withExpiredPageToken(input: unknown): unknown {
  if (!isRecord(input)) return input;
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, NAMES.includes(name) && isToken(value) ? EXPIRED : value]),
  );
}

function isRecord(input: unknown): input is Record<string, unknown> {
  return typeof input === "object" && input !== null;
}

function isToken(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}
