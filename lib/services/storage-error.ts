import { constraintError } from "#lib/db/constraints.ts";
import { postgresErrorOf } from "#lib/db/postgres-errors.ts";
import { isDatabaseUnavailable } from "#lib/db/unavailable.ts";
import { AppError } from "#lib/domain/errors.ts";

/** Values that Postgres cannot hold, which only a request can have brought (PostgreSQL manual, appendix A). */
const UNSTORABLE: Record<string, string> = {
  "22003": "A number is too large.",
  "22021": "A text holds the character U+0000, which cannot be stored.",
  "22P05": "A text holds the character U+0000, which cannot be stored.",
};

/** What a failure of the database means to whoever asked; null when it is a defect or did not come from there. */
export function storageError(error: unknown): AppError | null {
  if (isDatabaseUnavailable(error)) {
    return new AppError("UNAVAILABLE", "The database does not answer. Try again in a moment.", { cause: error });
  }
  const unstorable = UNSTORABLE[postgresErrorOf(error)?.sqlState ?? ""];
  if (unstorable !== undefined) return new AppError("INVALID_REQUEST", unstorable, { cause: error });
  return constraintError(error);
}
