import { AppError } from "#lib/domain/errors.ts";

/** Somebody else saved first. `what` names the thing as the reader knows it. */
export function staleVersion(what: string): AppError {
  return new AppError(
    "VERSION_CONFLICT",
    `Somebody else saved ${what} after you opened it. Nothing of yours was saved. Load it again and repeat your change.`,
  );
}
