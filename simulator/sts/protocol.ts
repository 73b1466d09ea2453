import { AwsError } from "../aws-error.ts";
import { operationTable } from "../operation.ts";
import type { Protocol } from "../protocol.ts";
import { actionOf, readForm } from "../query/form.ts";
import { toXml } from "../query/xml.ts";
import { assumeRole } from "./assume-role.ts";
import { getCallerIdentity } from "./get-caller-identity.ts";

const NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

/** STS: query protocol, XML answers. */
export const stsProtocol: Protocol = {
  service: "sts",
  operations: operationTable([getCallerIdentity, assumeRole]),
  operationName: actionOf,
  readInput: readForm,
  success: (operation, output, requestId) => ({
    status: operation.status,
    headers: headers(requestId),
    body: toXml({
      [`${operation.name}Response`]: {
        "@xmlns": NAMESPACE,
        [`${operation.name}Result`]: output,
        ResponseMetadata: { RequestId: requestId },
      },
    }),
  }),
  failure: (error, requestId) => ({
    status: error.status,
    headers: { ...headers(requestId), ...error.headers },
    body: toXml({
      ErrorResponse: {
        "@xmlns": NAMESPACE,
        Error: { Type: error.status < 500 ? "Sender" : "Receiver", Code: error.code, Message: error.message },
        RequestId: requestId,
      },
    }),
  }),
  invalid: (problem) => new AwsError({ status: 400, code: "ValidationError" }, problem.message),
  unsigned: new AwsError(
    { status: 403, code: "MissingAuthenticationToken" },
    "Request is missing Authentication Token",
  ),
  expired: new AwsError({ status: 403, code: "ExpiredToken" }, "The security token included in the request is expired"),
  unnamed: new AwsError({ status: 400, code: "InvalidAction" }, "Could not find operation"),
};

function headers(requestId: string): Record<string, string> {
  return { "content-type": "text/xml", "x-amzn-requestid": requestId };
}
