/** Something a person can understand and act on: its message is all that is printed, without a stack. */
export class Failure extends Error {
  override readonly name = "Failure";
}

/** What to print about any error: the sentence of a {@link Failure}, the stack of everything else. */
export function describeError(error: unknown): string {
  if (error instanceof Failure) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
