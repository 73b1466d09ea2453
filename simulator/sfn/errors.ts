import { AwsError } from "../aws-error.ts";

/** A Step Functions error; all of them are answered with status 400. */
export function sfnError(code: string, message: string): AwsError {
  return new AwsError({ status: 400, code }, message);
}
