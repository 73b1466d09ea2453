import { AwsError } from "../aws-error.ts";

export function noSuchEntity(message: string): AwsError {
  return new AwsError({ status: 404, code: "NoSuchEntity" }, message);
}

export function invalidInput(message: string): AwsError {
  return new AwsError({ status: 400, code: "InvalidInput" }, message);
}
