import type { AwsRequest, Protocol, Reply } from "../protocol.ts";
import { fromJson, parseJsonObject } from "./json-input.ts";
import { toJsonText } from "./json-output.ts";
import {
  elementOf,
  membersOf,
  shapeOf,
  type OperationModel,
  type ServiceModel,
  type Shape,
  type ShapeRef,
} from "./model.ts";
import { modelledOperations, type Implementation } from "./operation.ts";
import { toScalar } from "./scalar.ts";
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
  const routes = Object.entries(model.operations).map(([name, { http }]) => toRoute(name, http));
  const routeOf = (request: AwsRequest) =>
    routes.find((each) => each.method === request.method && each.path.test(request.path));
  return {
    service,
    model,
    operations: modelledOperations(model, implementations),
    operationName: (request) => routeOf(request)?.name ?? nameUnmatched(request),
    readInput: (request, name) => {
      const operation = model.operations[name];
      return operation
        ? readInput(model, operation, { request, path: routeOf(request)?.path })
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

/** A label of the path is one segment and stays percent-encoded, so that an ARN's slashes do not split it. */
function toRoute(name: string, { method, requestUri }: OperationModel["http"]) {
  const [template = ""] = requestUri.split("?");
  const source = template.replace(/[.*+?^$()[\]\\|]/g, "\\$&").replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
  return { name, method, path: new RegExp(`^${source}/?$`) };
}

type Read = { request: AwsRequest; path: RegExp | undefined };

function readInput(model: ServiceModel, operation: OperationModel, { request, path }: Read): unknown {
  const shape = shapeOf(model, operation.input);
  const labels = path?.exec(request.path)?.groups ?? {};
  const body = shape.payload === undefined ? parseJsonObject(request.body) : {};
  const members = membersOf(shape).map(([name, ref]) => {
    const wireName = ref.locationName ?? name;
    if (name === shape.payload) return [name, request.bytes.length > 0 ? request.bytes : undefined] as const;
    if (ref.location === "uri") return [name, decodeSegment(labels[wireName])] as const;
    if (ref.location === "querystring")
      return [name, fromQueryString(model, ref, request.query.getAll(wireName))] as const;
    if (ref.location === "header") return [name, request.headers[wireName.toLowerCase()]] as const;
    return [name, fromJson(model, ref, body[wireName])] as const;
  });
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

function decodeSegment(segment: string | undefined): string | undefined {
  try {
    return segment === undefined ? undefined : decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function fromQueryString(model: ServiceModel, ref: ShapeRef, values: string[]): unknown {
  const shape = shapeOf(model, ref);
  if (values.length === 0) return undefined;
  if (shape.type === "list") return values.map((each) => toScalar(shapeOf(model, elementOf(shape)), each));
  return toScalar(shape, values[0] ?? "");
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
