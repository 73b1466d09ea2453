import { AwsError } from "../aws-error.ts";

/** A Step Functions error; nearly all of them are answered with status 400. */
export function sfnError(code: string, message: string, details: Record<string, unknown> = {}): AwsError {
  return new AwsError({ status: 400, code }, message, { details });
}

/** `field` is the member of the request that is too long. */
export function tooLong(field: string): AwsError {
  return sfnError(
    "ValidationException",
    `1 validation error detected: Value at '${field}' failed to satisfy constraint: Member must have length less than or equal to 262144`,
  );
}

export function resourceNotFound(arn: string): AwsError {
  return sfnError("ResourceNotFound", "Request references a resource that does not exist.", { resourceName: arn });
}
