import { AwsError, InvalidInput } from "../aws-error.ts";
import { fieldProblem } from "../wire/validate.ts";
import { LONGEST_DATA_BYTES } from "./json.ts";

/** A Step Functions error; nearly all of them are answered with status 400. */
export function sfnError(code: string, message: string, details: Record<string, unknown> = {}): AwsError {
  return new AwsError({ status: 400, code }, message, { details });
}

/** `field` is the member of the request that is too long as UTF-8. */
export function tooLong(field: string): InvalidInput {
  return new InvalidInput([
    fieldProblem([field], `Member must have length less than or equal to ${LONGEST_DATA_BYTES}`),
  ]);
}

export function resourceNotFound(arn: string): AwsError {
  return sfnError("ResourceNotFound", "Request references a resource that does not exist.", { resourceName: arn });
}
