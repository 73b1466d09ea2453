import fc from "fast-check";
import { elementOf, membersOf, shapeOf, wholePattern, type ServiceModel, type Shape, type ShapeRef } from "./model.ts";

const SEED = 20_261_124;

/** The smallest value that fits: what is required, of the shortest length. */
export function smallestSample(model: ServiceModel, ref: ShapeRef): unknown {
  const shape = shapeOf(model, ref);
  switch (shape.type) {
    case "structure":
      return Object.fromEntries(namesToFill(shape).map((name) => [name, smallestSample(model, useOf(shape, name))]));
    case "list":
      return Array.from({ length: shape.min ?? 0 }, () => smallestSample(model, elementOf(shape)));
    case "map":
      return {};
    case "string":
      return sampleText(shape);
    case "integer":
    case "long":
    case "double":
    case "float":
      return shape.min ?? 1;
    case "boolean":
      return false;
    case "timestamp":
      return new Date(0);
    case "blob":
      return new Uint8Array();
  }
}

function namesToFill(shape: Shape): string[] {
  return shape.union === true ? Object.keys(shape.members ?? {}).slice(0, 1) : (shape.required ?? []);
}

function useOf(shape: Shape, name: string): ShapeRef {
  const ref = shape.members?.[name];
  if (!ref) throw new Error(`No member ${name}`);
  return ref;
}

const samples = new WeakMap<Shape, string>();

function sampleText(shape: Shape): string {
  const known = samples.get(shape) ?? findText(shape);
  samples.set(shape, known);
  return known;
}

function findText({ enum: allowed, pattern, min = 0, max = Infinity }: Shape): string {
  if (allowed?.[0] !== undefined) return allowed[0];
  const plain = ["x", "1"].map((letter) => letter.repeat(Math.max(1, min)));
  const whole = wholePattern(pattern ?? "[^]*");
  const fits = (text: string) => whole.test(text) && text.length >= min && text.length <= max;
  const fitting = plain.find(fits) ?? fc.sample(fc.stringMatching(whole), { seed: SEED, numRuns: 400 }).find(fits);
  if (fitting === undefined) throw new Error(`No sample of ${pattern ?? ""} between ${min} and ${max}`);
  return fitting;
}

/** An input that breaks the model in one place: `member` says where. */
export type Broken = { member: string; why: string; input: unknown };

/** Inputs that break their model in exactly one place, one for every rule of every member that can be reached. */
export function brokenInputs(model: ServiceModel, ref: ShapeRef): Broken[] {
  const whole = smallestSample(model, ref) as Record<string, unknown>;
  const shape = shapeOf(model, ref);
  // Without a label of its path a request would be one for something else.
  const dispensable = (shape.required ?? []).filter((member) => shape.members?.[member]?.location !== "uri");
  const missing = dispensable.map((member) => {
    return { member, why: "missing", input: { ...whole, [member]: undefined } };
  });
  const wrong = membersOf(shape).flatMap(([member, use]) =>
    brokenValues(model, use, 0)
      .filter(({ value }) => use.location !== "header" || !JSON.stringify(value).includes("\\u0007"))
      .map(({ why, value, path }) => {
        return { member: [member, ...path].join("."), why, input: { ...whole, [member]: value } };
      }),
  );
  return [...missing, ...wrong];
}

type BrokenValue = { why: string; value: unknown; path: string[] };

const DEEPEST = 4;
const LONGEST_LIST = 1200;

function brokenValues(model: ServiceModel, ref: ShapeRef, depth: number): BrokenValue[] {
  const shape = shapeOf(model, ref);
  if (depth > DEEPEST) return [];
  const here = (why: string, value: unknown): BrokenValue => ({ why, value, path: [] });
  switch (shape.type) {
    case "string":
      return brokenTexts(shape).map(({ why, text }) => here(why, text));
    case "integer":
    case "long":
      return [
        here("no number", "twelve"),
        ...(shape.min === undefined ? [] : [here("too small", shape.min - 1)]),
        ...(shape.max === undefined ? [] : [here("too large", shape.max + 1)]),
      ];
    case "boolean":
      return [here("no truth value", "perhaps")];
    case "list":
      return brokenLists(model, shape, depth);
    case "structure":
      return brokenStructures(model, shape, depth);
    case "map":
    case "double":
    case "float":
    case "timestamp":
    case "blob":
      return [];
  }
}

function brokenTexts({ enum: allowed, pattern, min = 0, max }: Shape): { why: string; text: string }[] {
  const isPicky = pattern !== undefined && !wholePattern(pattern).test("\u0007 %");
  return [
    ...(allowed ? [{ why: "not in the enumeration", text: "NEVER_HEARD_OF" }] : []),
    ...(max !== undefined && max < 100_000 ? [{ why: "too long", text: "a".repeat(max + 1) }] : []),
    ...(min > 1 ? [{ why: "too short", text: "a" }] : []),
    ...(isPicky ? [{ why: "against the pattern", text: "\u0007 %".padEnd(Math.min(min, 300), "%") }] : []),
  ];
}

function brokenLists(model: ServiceModel, shape: Shape, depth: number): BrokenValue[] {
  const element = elementOf(shape);
  const rest = Array.from({ length: (shape.min ?? 1) - 1 }, () => smallestSample(model, element));
  const tooMany = shape.max !== undefined && shape.max < LONGEST_LIST ? shape.max + 1 : undefined;
  return [
    ...(tooMany === undefined
      ? []
      : [{ why: "too many", path: [], value: Array.from({ length: tooMany }, () => smallestSample(model, element)) }]),
    ...brokenValues(model, element, depth + 1).map(({ why, value, path }) => ({
      why,
      value: [value, ...rest],
      path: ["1", ...path],
    })),
  ];
}

function brokenStructures(model: ServiceModel, shape: Shape, depth: number): BrokenValue[] {
  if (shape.union === true) return [];
  const whole = Object.fromEntries(namesToFill(shape).map((name) => [name, smallestSample(model, useOf(shape, name))]));
  return membersOf(shape).flatMap(([name, use]) =>
    brokenValues(model, use, depth + 1).map(({ why, value, path }) => ({
      why,
      value: { ...whole, [name]: value },
      path: [name, ...path],
    })),
  );
}
