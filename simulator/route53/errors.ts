import { AwsError } from "../aws-error.ts";

export function invalidInput(message: string): AwsError {
  return new AwsError({ status: 400, code: "InvalidInput" }, message);
}

/** Everything that is wrong with a batch, in brackets. */
export function invalidChangeBatch(problems: readonly string[]): AwsError {
  return new AwsError({ status: 400, code: "InvalidChangeBatch" }, `[${problems.join(", ")}]`);
}

export function noSuchHostedZone(zoneId: string): AwsError {
  return new AwsError({ status: 404, code: "NoSuchHostedZone" }, `No hosted zone found with ID: ${zoneId}`);
}

export function noSuchChange(changeId: string): AwsError {
  return new AwsError({ status: 404, code: "NoSuchChange" }, `Could not find resource with ID: ${changeId}`);
}

export function priorRequestNotComplete(): AwsError {
  return new AwsError(
    { status: 400, code: "PriorRequestNotComplete" },
    "The request was rejected because Route 53 was still processing a prior request.",
  );
}

/** What the owner of another account's zone is told. */
export function notYourResource(callerArn: string): AwsError {
  const message = `User: ${callerArn} is not authorized to access this resource`;
  return new AwsError({ status: 403, code: "AccessDenied" }, message);
}
