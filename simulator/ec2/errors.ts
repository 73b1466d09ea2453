import { AwsError } from "../aws-error.ts";

/** A refusal with EC2's code and words; EC2 answers nearly all of them with 400. */
export function refused(code: string, message: string): AwsError {
  return new AwsError({ status: 400, code }, message);
}
