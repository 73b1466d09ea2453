import { AppError } from "#lib/domain/errors.ts";

/** The parameters of an address. Throws `INVALID_REQUEST` for one that is given twice or cannot be stored. */
export function readQuery(parameters: URLSearchParams): Record<string, string> {
  const query = new Map<string, string>();
  for (const [name, value] of parameters) {
    if (query.has(name)) throw refused(name, "This is given twice.");
    if (value.includes("\u0000")) throw refused(name, "This holds the character U+0000.");
    query.set(name, value);
  }
  return Object.fromEntries(query);
}

function refused(name: string, reason: string): AppError {
  return new AppError("INVALID_REQUEST", `The address is not valid. ${name}: ${reason}`, {
    invalidParams: [{ name, reason }],
  });
}
