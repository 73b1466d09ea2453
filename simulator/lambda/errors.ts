import { AwsError } from "../aws-error.ts";

export function invalidParameterValue(message: string): AwsError {
  return lambdaError({ status: 400, code: "InvalidParameterValueException" }, message);
}

/** Lambda's error bodies say whose fault it was. */
export function lambdaError(at: { status: number; code: string }, message: string): AwsError {
  return new AwsError(at, message, { details: { Type: "User" } });
}
