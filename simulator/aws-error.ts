type AwsErrorOptions = {
  /** Members of the error body besides the message. */
  details?: Record<string, unknown>;
  headers?: Record<string, string>;
};

/** An error that is answered to the caller in the shape of the service that was called. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(at: { status: number; code: string }, message: string, options: AwsErrorOptions = {}) {
    super(message);
    this.name = "AwsError";
    this.code = at.code;
    this.status = at.status;
    this.details = options.details ?? {};
    this.headers = options.headers ?? {};
  }
}

/** A member of a request that breaks the service's model. */
export type FieldProblem = { name: string; message: string };

/** The request does not fit the model of its operation; each protocol words it in its own way. */
export class InvalidInput extends Error {
  readonly problems: FieldProblem[];

  constructor(problems: FieldProblem[]) {
    super(problems.map((each) => each.message).join("; ") || "The request body could not be parsed");
    this.name = "InvalidInput";
    this.problems = problems;
  }
}

/** An operation that exists in AWS and not here. */
export function notSimulated(service: string, operation: string): AwsError {
  return new AwsError(
    { status: 501, code: "NotImplemented" },
    `The simulator does not implement ${service}:${operation}`,
  );
}
