import type { AwsRequest } from "../protocol.ts";
import { elementOf, shapeOf, type OperationModel, type ServiceModel, type ShapeRef } from "./model.ts";
import { toScalar } from "./scalar.ts";

/** The operation that a method and path mean, and the labels of the path. */
export type RestRoute = { name: string; labels: Record<string, string> };

/** Finds operations by method and path. */
export function restRoutes(model: ServiceModel): (request: AwsRequest) => RestRoute | undefined {
  const routes = Object.entries(model.operations).map(([name, { http }]) => toRoute(name, http));
  return ({ method, path }) => {
    for (const route of routes) {
      const match = route.method === method ? route.path.exec(path) : null;
      if (match) return { name: route.name, labels: match.groups ?? {} };
    }
    return undefined;
  };
}

/** A label of the path is one segment and stays percent-encoded, so that an ARN's slashes do not split it. */
function toRoute(name: string, { method, requestUri }: OperationModel["http"]) {
  const [template = ""] = requestUri.split("?");
  const source = template
    .replace(/\/$/, "")
    .replace(/[.*+?^$()[\]\\|]/g, "\\$&")
    .replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
  return { name, method, path: new RegExp(`^${source}/?$`) };
}

/** Where the members of an input are looked for; `inBody` reads those that have no other place. */
type RestInput = {
  request: AwsRequest;
  labels: Record<string, string>;
  inBody: (wireName: string, ref: ShapeRef) => unknown;
};

/** The value of a member of an input, wherever its model says that it stands. */
export function readMember(model: ServiceModel, [name, ref]: [string, ShapeRef], from: RestInput): unknown {
  const { request, labels } = from;
  const wireName = ref.locationName ?? name;
  if (ref.location === "uri") return decodeSegment(labels[wireName]);
  if (ref.location === "querystring") return fromQueryString(model, ref, request.query.getAll(wireName));
  if (ref.location === "header") return request.headers[wireName.toLowerCase()];
  return from.inBody(wireName, ref);
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
