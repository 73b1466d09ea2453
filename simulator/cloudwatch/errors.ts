import { AwsError } from "../aws-error.ts";

export function resourceNotFound(message: string): AwsError {
  return new AwsError({ status: 404, code: "ResourceNotFound" }, message);
}

export function invalidCombination(message: string): AwsError {
  return new AwsError({ status: 400, code: "InvalidParameterCombination" }, message);
}

export function missingParameter(message: string): AwsError {
  return new AwsError({ status: 400, code: "MissingParameter" }, message);
}
