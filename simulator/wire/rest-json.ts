import type { AwsRequest, Protocol, Reply } from "../protocol.ts";
import { fromJson, parseJsonObject } from "./json-input.ts";
import { toJsonText } from "./json-output.ts";
import { membersOf, shapeOf, type OperationModel, type ServiceModel, type Shape, type ShapeRef } from "./model.ts";
import { modelledOperations, type Implementation } from "./operation.ts";
import { readMember, restRoutes } from "./rest.ts";
import type { Words } from "./words.ts";

type Service = {
  service: Protocol["service"];
  model: ServiceModel;
  implementations: readonly Implementation[];
  words: Words;
  /** The name of an operation that the model has no path for; undefined when the path names none. */
  nameUnmatched: (request: AwsRequest) => string | undefined;
};

/** REST-JSON: operations by method and path, `x-amzn-ErrorType` on every error. */
export function restJson({ service, model, implementations, words, nameUnmatched }: Service): Protocol {
  const routeOf = restRoutes(model);
  return {
    service,
    model,
    operations: modelledOperations(model, implementations),
    operationName: (request) => routeOf(request)?.name ?? nameUnmatched(request),
    readInput: (request, name) => {
      const operation = model.operations[name];
      return operation
        ? readInput(model, operation, { request, labels: routeOf(request)?.labels ?? {} })
        : parseJsonObject(request.body);
    },
    success: (operation, output, requestId) => {
      const written = writeOutput(model, model.operations[operation.name]?.output, output);
      return { status: operation.status, ...written, headers: { ...headers(requestId), ...written.headers } };
    },
    failure: (error, requestId) => ({
      status: error.status,
      headers: { ...headers(requestId), "x-amzn-errortype": error.code, ...error.headers },
      body: JSON.stringify({ message: error.message, ...error.details }),
    }),
    ...words,
  };
}

function headers(requestId: string): Record<string, string> {
  return { "content-type": "application/json", "x-amzn-requestid": requestId };
}

type Read = { request: AwsRequest; labels: Record<string, string> };

function readInput(model: ServiceModel, { input }: OperationModel, { request, labels }: Read): unknown {
  const shape = shapeOf(model, input);
  const body = shape.payload === undefined ? parseJsonObject(request.body) : {};
  const inBody = (wireName: string, ref: ShapeRef) => fromJson(model, ref, body[wireName]);
  const members = membersOf(shape).map((member) => {
    const [name] = member;
    if (name === shape.payload) return [name, request.bytes.length > 0 ? request.bytes : undefined] as const;
    return [name, readMember(model, member, { request, labels, inBody })] as const;
  });
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

/** An operation without output answers an empty body. */
function writeOutput(
  model: ServiceModel,
  ref: ShapeRef | undefined,
  output: unknown,
): Omit<Reply, "status"> & { status?: number } {
  if (!ref || output === undefined) return { headers: {}, body: "" };
  const shape = shapeOf(model, ref);
  if (!membersOf(shape).some(([name, member]) => member.location !== undefined || name === shape.payload)) {
    return { headers: {}, body: toJsonText(model, ref, output) };
  }
  return writeParts(shape, output as Record<string, unknown>);
}

/** An answer of which some members are headers, the status, or the whole body. */
function writeParts(shape: Shape, output: Record<string, unknown>) {
  const extra: Record<string, string> = {};
  const inBody: Record<string, unknown> = {};
  let status: number | undefined;
  for (const [name, ref] of membersOf(shape)) {
    const value = output[name];
    if (value === undefined || name === shape.payload) continue;
    if (ref.location === "statusCode") status = Number(value);
    else if (ref.location === "header")
      extra[(ref.locationName ?? name).toLowerCase()] = typeof value === "string" ? value : JSON.stringify(value);
    else inBody[ref.locationName ?? name] = value;
  }
  const payload = shape.payload === undefined ? undefined : output[shape.payload];
  const body = shape.payload === undefined ? JSON.stringify(inBody) : ((payload as Uint8Array | undefined) ?? "");
  return { headers: extra, body, ...(status !== undefined && { status }) };
}
