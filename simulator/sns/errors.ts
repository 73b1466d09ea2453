import { AwsError } from "../aws-error.ts";

/** The parameter's name is part of the text, as SNS words it. */
export function invalidParameter(text: string): AwsError {
  return new AwsError({ status: 400, code: "InvalidParameter" }, `Invalid parameter: ${text}`);
}

export function topicNotFound(): AwsError {
  return new AwsError({ status: 404, code: "NotFound" }, "Topic does not exist");
}
