/** AWS's own words about a call that did not do what it was asked. */
export type AwsFailure = {
  name: string;
  message: string;
  status: number | null;
  /** AWS answered and did nothing. Otherwise nobody knows: no answer came, or the service broke while it worked. */
  refused: boolean;
  /** Worth asking again later without anybody changing anything. */
  retryable: boolean;
};

const RETRYABLE_REFUSALS = new Set([
  "ConflictException",
  "ServiceQuotaExceededException",
  "ThrottlingException",
  "Throttling",
  "ThrottledException",
  "TooManyRequestsException",
  "RequestLimitExceeded",
  "PriorRequestNotComplete",
  "AutomationExecutionLimitExceededException",
  "ExpiredTokenException",
  "ExpiredToken",
  "RequestExpired",
  "CallTooLateError",
]);

/** Reads what the AWS SDK threw. Errors of other origin count as "nobody knows". */
export function awsFailureOf(error: unknown): AwsFailure {
  const name = textAt(error, "name") ?? "UnknownError";
  const status = statusOf(error);
  const refused = (status !== null && status >= 400 && status < 500) || name === "CallTooLateError";
  return {
    name,
    message: textAt(error, "message") ?? String(error),
    status,
    refused,
    retryable: !refused || RETRYABLE_REFUSALS.has(name),
  };
}

/** `ConflictException: One or more …`, as it is shown to people. */
export function awsWords(failure: AwsFailure): string {
  return failure.message.startsWith(failure.name) ? failure.message : `${failure.name}: ${failure.message}`;
}

function statusOf(error: unknown): number | null {
  const metadata = valueAt(error, "$metadata");
  const status = valueAt(metadata, "httpStatusCode");
  return typeof status === "number" ? status : null;
}

function textAt(value: unknown, key: string): string | null {
  const text = valueAt(value, key);
  return typeof text === "string" && text !== "" ? text : null;
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
