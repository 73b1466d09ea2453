import { AwsError } from "../aws-error.ts";

/** SSM's errors are all 400; most say nothing but their name. */
export function ssmError(code: string, message = ""): AwsError {
  return new AwsError({ status: 400, code }, message);
}

export function invalidDocument(name: string): AwsError {
  return ssmError("InvalidDocument", `Document with name ${name} does not exist.`);
}
