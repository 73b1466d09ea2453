import { AwsError, type InvalidInput } from "../aws-error.ts";
import type { AwsRequest, Protocol } from "../protocol.ts";
import { actionOf, formName, fromForm, readForm } from "./form-input.ts";
import { membersOf, shapeOf, type ServiceModel } from "./model.ts";
import { modelledOperations, type Implementation } from "./operation.ts";
import { notAuthorized, type Words } from "./words.ts";
import { toElements } from "./xml-output.ts";
import { toXml } from "./xml.ts";

const EC2_WORDS: Words = {
  invalid: toEc2Error,
  unsigned: new AwsError(
    { status: 403, code: "MissingAuthenticationToken" },
    "Request is missing Authentication Token",
  ),
  expired: new AwsError({ status: 400, code: "RequestExpired" }, "Request has expired."),
  throttled: new AwsError({ status: 503, code: "RequestLimitExceeded" }, "Request limit exceeded."),
  denied: ({ why = "", ...denial }) =>
    new AwsError(
      { status: 403, code: "UnauthorizedOperation" },
      `You are not authorized to perform this operation. ` +
        notAuthorized({ ...denial, why: why || `because no identity-based policy allows the ${denial.action} action` }),
    ),
  unnamed: new AwsError({ status: 400, code: "InvalidAction" }, "The action is not valid for this web service."),
};

/** EC2's own dialect of the query protocol. */
export function ec2Query(model: ServiceModel, implementations: readonly Implementation[]): Protocol {
  return {
    service: "ec2",
    model,
    operations: modelledOperations(model, implementations),
    operationName: actionOf,
    readInput: (request, name) => readInput(model, request, name),
    success: (operation, output, requestId) => ({
      status: operation.status,
      headers: headers(requestId),
      body: toXml({
        [`${operation.name}Response`]: {
          "@xmlns": `${model.metadata.xmlNamespace ?? ""}/`,
          requestId,
          ...resultOf(model, operation.name, output),
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
    ...EC2_WORDS,
  };
}

function headers(requestId: string): Record<string, string> {
  return { "content-type": "text/xml;charset=UTF-8", "x-amzn-requestid": requestId };
}

/** An operation without output answers `<return>true</return>`. */
function resultOf(model: ServiceModel, name: string, output: unknown): Record<string, unknown> {
  const ref = model.operations[name]?.output;
  return ref ? (toElements(model, ref, output) as Record<string, unknown>) : { return: true };
}

const NOT_PARAMETERS = new Set(["Action", "Version"]);

/** EC2 refuses parameters that it does not know; the other services ignore them. */
function readInput(model: ServiceModel, request: AwsRequest, name: string): unknown {
  const ref = model.operations[name]?.input;
  if (!ref) return request.body;
  const node = readForm(request);
  const known = new Set(membersOf(shapeOf(model, ref)).map(([member, use]) => formName("ec2", member, use)));
  const unknown = [...node.children.keys()].find((key) => !known.has(key) && !NOT_PARAMETERS.has(key));
  if (unknown !== undefined) {
    throw new AwsError({ status: 400, code: "UnknownParameter" }, `The parameter ${unknown} is not recognized`);
  }
  return fromForm(model, "ec2", { ref, node });
}

function toEc2Error({ problems, message }: InvalidInput): AwsError {
  const [first] = problems;
  if (first?.message.endsWith("Member must not be null") === true) {
    const text = `The request must contain the parameter ${first.name}`;
    return new AwsError({ status: 400, code: "MissingParameter" }, text);
  }
  return new AwsError({ status: 400, code: "InvalidParameterValue" }, message);
}
