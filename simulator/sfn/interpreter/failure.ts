/** How a state failed, in the words that Retry and Catch match. An error or cause that nobody gave is left out. */
export class StateFailure extends Error {
  readonly error: string | undefined;
  readonly reason: string | undefined;
  /** Further names by which a handler may know it. */
  private readonly aliases: readonly string[];

  constructor(error: string | undefined, reason?: string, aliases: readonly string[] = []) {
    super(reason ?? error);
    this.name = "StateFailure";
    this.error = error;
    this.reason = reason;
    this.aliases = aliases;
  }

  /** As event details and as the end of an execution show it. */
  get details(): { error?: string; cause?: string } {
    return {
      ...(this.error !== undefined && { error: this.error }),
      ...(this.reason !== undefined && { cause: this.reason }),
    };
  }

  /** Whether an ErrorEquals list names it. Nothing matches States.Runtime, and only its name States.DataLimitExceeded. */
  isAnyOf(names: readonly string[]): boolean {
    const { error } = this;
    if (error === "States.Runtime") return false;
    const isOrdinary = error !== "States.DataLimitExceeded";
    return names.some(
      (name) =>
        name === error ||
        this.aliases.includes(name) ||
        (name === "States.ALL" && isOrdinary) ||
        (name === "States.TaskFailed" && isOrdinary && error !== "States.Timeout"),
    );
  }
}

/** The execution, or the branch of it, ended while something was under way in it. No Retry and no Catch sees it. */
export class Cancelled extends Error {
  constructor() {
    super("The execution has ended");
    this.name = "Cancelled";
  }
}

/** AWS reports missed heartbeats as States.Timeout; handlers may tell them apart by the more exact name. */
export function heartbeatTimeout(): StateFailure {
  return new StateFailure("States.Timeout", undefined, ["States.HeartbeatTimeout"]);
}
