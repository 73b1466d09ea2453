/** How a task failed, in the words of the state machine's Retry and Catch: `name` is the error, `message` its cause. */
export class TaskError extends Error {
  constructor(error: string, cause: string) {
    super(cause);
    this.name = error;
  }
}

/** The execution ended while the task was open. No Retry and no Catch sees it. */
export class TaskCancelled extends Error {
  readonly isRetryable = false;
  readonly isCatchable = false;

  constructor() {
    super("The execution has ended");
    this.name = "TaskCancelled";
  }
}
