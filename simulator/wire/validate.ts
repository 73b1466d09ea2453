import type { FieldProblem } from "../aws-error.ts";
import { elementOf, membersOf, shapeOf, wholePattern, type ServiceModel, type Shape, type ShapeRef } from "./model.ts";

/** What is wrong with a value by its model, each with the path to the member, in the words of the services. Empty when it fits. */
export function validate(model: ServiceModel, ref: ShapeRef, value: unknown): FieldProblem[] {
  const problems: FieldProblem[] = [];
  check({ model, refuse: (path, message) => problems.push(fieldProblem(path, message)) }, { ref, value, path: [] });
  return problems;
}

type Path = readonly (string | number)[];
type Check = { model: ServiceModel; refuse: (path: Path, message: string) => void };
type At = { ref: ShapeRef; value: unknown; path: Path };

/** A member's problem in the words of the services; the members of lists and maps are called `member`, lists count from 1. */
export function fieldProblem(path: Path, message: string): FieldProblem {
  const name = path.join(".");
  return { name, message: `Value at '${name}' failed to satisfy constraint: ${message}` };
}

function check(context: Check, at: At): void {
  const shape = shapeOf(context.model, at.ref);
  const problem = problemOf(shape, at.value);
  if (problem !== undefined) context.refuse(at.path, problem);
  else checkInside(context, shape, at);
}

function checkInside(context: Check, shape: Shape, { value, path }: At): void {
  if (shape.type === "structure") checkMembers(context, shape, { value: value as Record<string, unknown>, path });
  if (shape.type === "list") {
    (value as unknown[]).forEach((each, index) =>
      check(context, { ref: elementOf(shape), value: each, path: [...path, index + 1, "member"] }),
    );
  }
  if (shape.type === "map" && shape.key) {
    for (const [key, each] of Object.entries(value as object)) {
      const problem = problemOf(shapeOf(context.model, shape.key), key);
      if (problem !== undefined) context.refuse(path, `Map keys must satisfy constraint: [${problem}]`);
      check(context, { ref: elementOf(shape), value: each, path: [...path, key, "member"] });
    }
  }
}

function checkMembers(
  context: Check,
  shape: Shape,
  { value, path }: { value: Record<string, unknown>; path: Path },
): void {
  for (const name of shape.required ?? []) {
    if (value[name] === undefined) context.refuse([...path, name], "Member must not be null");
  }
  for (const [name, ref] of membersOf(shape)) {
    if (value[name] !== undefined) check(context, { ref, value: value[name], path: [...path, name] });
  }
  const given = Object.keys(value).filter((name) => value[name] !== undefined);
  if (shape.union === true && given.length !== 1) context.refuse(path, "Exactly one member must be set");
}

function problemOf(shape: Shape, value: unknown): string | undefined {
  switch (shape.type) {
    case "string":
      return typeof value === "string" ? textProblem(shape, value) : "Member must be a string";
    case "integer":
    case "long":
      return Number.isSafeInteger(value) ? rangeProblem(shape, value as number) : "Member must be an integer";
    case "double":
    case "float":
      return typeof value === "number" ? rangeProblem(shape, value) : "Member must be a number";
    case "boolean":
      return typeof value === "boolean" ? undefined : "Member must be a boolean";
    case "timestamp":
      return value instanceof Date ? undefined : "Member must be a timestamp";
    case "blob":
      return value instanceof Uint8Array ? sizeProblem(shape, value.length) : "Member must be binary";
    case "list":
      return Array.isArray(value) ? sizeProblem(shape, value.length) : "Member must be a list";
    case "map":
      return isObject(value) ? sizeProblem(shape, Object.keys(value).length) : "Member must be a map";
    case "structure":
      return isObject(value) ? undefined : "Member must be a structure";
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textProblem(shape: Shape, value: string): string | undefined {
  if (shape.enum && !shape.enum.includes(value))
    return `Member must satisfy enum value set: [${shape.enum.join(", ")}]`;
  const size = sizeProblem(shape, value.length);
  if (size !== undefined || shape.pattern === undefined || wholePattern(shape.pattern).test(value)) return size;
  return `Member must satisfy regular expression pattern: ${shape.pattern}`;
}

function sizeProblem({ min, max }: Shape, size: number): string | undefined {
  if (min !== undefined && size < min) return `Member must have length greater than or equal to ${min}`;
  if (max !== undefined && size > max) return `Member must have length less than or equal to ${max}`;
  return undefined;
}

function rangeProblem({ min, max }: Shape, value: number): string | undefined {
  if (min !== undefined && value < min) return `Member must have value greater than or equal to ${min}`;
  if (max !== undefined && value > max) return `Member must have value less than or equal to ${max}`;
  return undefined;
}
