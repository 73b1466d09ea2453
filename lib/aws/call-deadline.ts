/** The request was not sent, because the time in which it may be under way had passed. */
class CallTooLateError extends Error {
  override readonly name = "CallTooLateError";
  constructor() {
    super("The call was held up for too long and was not sent.");
  }
}

type LastStep = <Next extends (args: never) => Promise<unknown>>(next: Next) => Next;

/** A client, all of whose requests are meant, or one command. */
type Sendable = {
  middlewareStack: {
    add: (middleware: LastStep, options: { step: "deserialize"; name: string; priority: "low" }) => void;
  };
};

/**
 * Has requests fail by a CallTooLateError that would leave after `deadline` (milliseconds of `Date.now()`). A process that was
 * frozen wakes up with its timers late, when others may already have looked for what it did: the clock is read once more as the
 * request leaves.
 */
export function leaveBefore(sendable: Sendable, deadline: number): void {
  const refuseLate: LastStep = (next) => {
    const step = async (args: never) => {
      if (Date.now() >= deadline) throw new CallTooLateError();
      return next(args);
    };
    return step as typeof next;
  };
  sendable.middlewareStack.add(refuseLate, { step: "deserialize", name: "beforeTheDeadline", priority: "low" });
}
