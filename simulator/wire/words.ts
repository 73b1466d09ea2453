import { AwsError, type InvalidInput } from "../aws-error.ts";
import type { Denial, Protocol } from "../protocol.ts";

/** A service's own errors for what goes wrong before an operation runs. */
export type Words = Pick<Protocol, "invalid" | "unsigned" | "expired" | "throttled" | "denied" | "unnamed">;

export function notAuthorized({ callerArn, action, resource, why }: Denial): string {
  const suffix = why === undefined ? "" : ` ${why}`;
  return `User: ${callerArn} is not authorized to perform: ${action} on resource: ${resource}${suffix}`;
}

/** JSON over RPC, as Step Functions, SSM and Service Quotas speak. */
export const JSON_WORDS: Words = {
  invalid: (input) => {
    if (input.problems.length === 0)
      return new AwsError({ status: 400, code: "SerializationException" }, input.message);
    return new AwsError({ status: 400, code: "ValidationException" }, countedProblems(input));
  },
  unsigned: new AwsError({ status: 400, code: "MissingAuthenticationTokenException" }, "Missing Authentication Token"),
  expired: new AwsError(
    { status: 400, code: "ExpiredTokenException" },
    "The security token included in the request is expired",
  ),
  throttled: new AwsError({ status: 400, code: "ThrottlingException" }, "Rate exceeded"),
  denied: (denial) => new AwsError({ status: 400, code: "AccessDeniedException" }, notAuthorized(denial)),
  unnamed: new AwsError({ status: 400, code: "UnknownOperationException" }, ""),
};

/** XML answers to form-encoded requests, as STS, SNS and IAM speak. */
export const QUERY_WORDS: Words = {
  invalid: (input) => new AwsError({ status: 400, code: "ValidationError" }, countedProblems(input)),
  unsigned: new AwsError(
    { status: 403, code: "MissingAuthenticationToken" },
    "Request is missing Authentication Token",
  ),
  expired: new AwsError({ status: 403, code: "ExpiredToken" }, "The security token included in the request is expired"),
  throttled: new AwsError({ status: 400, code: "Throttling" }, "Rate exceeded"),
  denied: (denial) => new AwsError({ status: 403, code: "AccessDenied" }, notAuthorized(denial)),
  unnamed: new AwsError({ status: 400, code: "InvalidAction" }, "Could not find operation"),
};

/** `2 validation errors detected: …` */
export function countedProblems({ problems, message }: InvalidInput): string {
  const errors = problems.length === 1 ? "validation error" : "validation errors";
  return problems.length === 0 ? message : `${problems.length} ${errors} detected: ${message}`;
}
