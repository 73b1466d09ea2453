import { readFileSync } from "node:fs";

/** A use of a shape: in a structure, a list, or as an operation's input or output. */
export type ShapeRef = {
  shape: string;
  location?: "uri" | "querystring" | "header" | "statusCode";
  locationName?: string;
  resultWrapper?: string;
  xmlNamespace?: { uri: string };
};

export type Shape = {
  type:
    | "structure"
    | "list"
    | "map"
    | "string"
    | "integer"
    | "long"
    | "double"
    | "float"
    | "boolean"
    | "timestamp"
    | "blob";
  members?: Record<string, ShapeRef>;
  required?: string[];
  member?: ShapeRef;
  key?: ShapeRef;
  value?: ShapeRef;
  /** Of a text its length, of a list its size, of a number its value. */
  min?: number;
  max?: number;
  pattern?: string;
  enum?: string[];
  /** At most one member is set. */
  union?: boolean;
  /** The member that is the whole body. */
  payload?: string;
};

export type OperationModel = {
  http: { method: string; requestUri: string; responseCode?: number };
  input: ShapeRef;
  output?: ShapeRef;
};

/** An AWS service as AWS describes it (the model that its SDKs are made from), cut down to what is simulated. */
export type ServiceModel = {
  metadata: { apiVersion: string; jsonVersion?: string; targetPrefix?: string; xmlNamespace?: string };
  operations: Record<string, OperationModel>;
  shapes: Record<string, Shape>;
};

/** Reads `simulator/models/NAME.json`; `scripts/aws-models.ts` makes these files. */
export function loadModel(name: string): ServiceModel {
  return JSON.parse(readFileSync(new URL(`../models/${name}.json`, import.meta.url), "utf8")) as ServiceModel;
}

export function shapeOf(model: ServiceModel, ref: ShapeRef): Shape {
  const shape = model.shapes[ref.shape];
  if (!shape) throw new Error(`The model has no shape ${ref.shape}`);
  return shape;
}

/** The name and use of every member of a structure. */
export function membersOf(shape: Shape): [name: string, ref: ShapeRef][] {
  return Object.entries(shape.members ?? {});
}

/** The use of what a list or the values of a map hold. */
export function elementOf(shape: Shape): ShapeRef {
  const ref = shape.member ?? shape.value;
  if (!ref) throw new Error("A list or map without elements");
  return ref;
}

const compiled = new Map<string, RegExp>();

/** The pattern as a whole-text match, which is how the services mean it. */
export function wholePattern(pattern: string): RegExp {
  const known = compiled.get(pattern) ?? new RegExp(`^(?:${pattern})$`, /\\p\{/.test(pattern) ? "u" : "");
  compiled.set(pattern, known);
  return known;
}
