import type { FieldProblem } from "../aws-error.ts";
import { InvalidInput } from "../aws-error.ts";
import { elementOf, membersOf, shapeOf, type ServiceModel, type ShapeRef } from "./model.ts";

/**
 * The values of a JSON body that the model knows: members it does not know are left out, null is absent, timestamps are Dates and
 * binary is bytes. Types are not checked here but by `validate`.
 */
export function fromJson(model: ServiceModel, ref: ShapeRef, json: unknown): unknown {
  const shape = shapeOf(model, ref);
  if (json === null || json === undefined) return undefined;
  if (shape.type === "timestamp") return typeof json === "number" || typeof json === "string" ? toDate(json) : json;
  if (shape.type === "blob") return typeof json === "string" ? Buffer.from(json, "base64") : json;
  if (typeof json !== "object") return json;
  if (shape.type === "list" && Array.isArray(json)) {
    return json.filter((each) => each !== null).map((each) => fromJson(model, elementOf(shape), each));
  }
  if (Array.isArray(json)) return json;
  if (shape.type === "map") {
    const entries = Object.entries(json).map(([key, each]) => [key, fromJson(model, elementOf(shape), each)] as const);
    return Object.fromEntries(entries.filter(([, each]) => each !== undefined));
  }
  if (shape.type !== "structure") return json;
  const given = json as Record<string, unknown>;
  const members = membersOf(shape).map(([name, member]) => [name, fromJson(model, member, given[name])] as const);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}

/** The object that a JSON text holds; empty for empty text. Throws InvalidInput for anything else. */
export function parseJsonObject(text: string): Record<string, unknown> {
  if (text.trim() === "") return {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed))
      return parsed as Record<string, unknown>;
  } catch {
    // Reported below, like any other text that is not an object.
  }
  throw new InvalidInput([] satisfies FieldProblem[]);
}

function toDate(json: number | string): Date | string {
  const date = new Date(typeof json === "number" ? json * 1000 : json);
  return Number.isNaN(date.getTime()) ? String(json) : date;
}
