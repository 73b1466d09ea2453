import { AwsError } from "../aws-error.ts";
import { operationTable } from "../operation.ts";
import type { Protocol } from "../protocol.ts";
import { actionOf, readForm } from "../query/form.ts";
import { toXml } from "../query/xml.ts";
import { describeInstanceAttribute } from "./describe-instance-attribute.ts";
import { describeInstanceStatus } from "./describe-instance-status.ts";
import { describeInstances } from "./describe-instances.ts";
import { modifyInstanceAttribute } from "./modify-instance-attribute.ts";
import { terminateInstances } from "./terminate-instances.ts";

/** EC2: its own query dialect, API version 2016-11-15. */
export const ec2Protocol: Protocol = {
  service: "ec2",
  operations: operationTable([
    ...[describeInstances, describeInstanceStatus, terminateInstances],
    ...[modifyInstanceAttribute, describeInstanceAttribute],
  ]),
  operationName: actionOf,
  readInput: readForm,
  success: (operation, output, requestId) => ({
    status: operation.status,
    headers: headers(requestId),
    body: toXml({
      [`${operation.name}Response`]: {
        "@xmlns": "http://ec2.amazonaws.com/doc/2016-11-15/",
        requestId,
        ...(output as Record<string, unknown>),
      },
    }),
  }),
  failure: (error, requestId) => ({
    status: error.status,
    headers: { ...headers(requestId), ...error.headers },
    body: toXml({
      Response: { Errors: { Error: { Code: error.code, Message: error.message } }, RequestID: requestId },
    }),
  }),
  invalid: (problem) => new AwsError({ status: 400, code: "InvalidParameterValue" }, problem.message),
  unsigned: new AwsError(
    { status: 403, code: "MissingAuthenticationToken" },
    "Request is missing Authentication Token",
  ),
  expired: new AwsError({ status: 400, code: "RequestExpired" }, "Request has expired."),
  unnamed: new AwsError({ status: 400, code: "InvalidAction" }, "The action is not valid for this web service."),
};

function headers(requestId: string): Record<string, string> {
  return { "content-type": "text/xml;charset=UTF-8", "x-amzn-requestid": requestId };
}
