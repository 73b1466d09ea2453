import { elementOf, membersOf, shapeOf, type ServiceModel, type ShapeRef } from "./model.ts";

/** JSON text of an answer; Dates are written as seconds since 1970, which is how JSON services write them. */
export function toJsonText(model: ServiceModel, ref: ShapeRef | undefined, output: unknown): string {
  return ref && holdsDates(model, ref) ? JSON.stringify(output, secondsForDates) : JSON.stringify(output);
}

function secondsForDates(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const original = this[key];
  return original instanceof Date ? original.getTime() / 1000 : value;
}

const known = new WeakMap<ServiceModel, Map<string, boolean>>();

function holdsDates(model: ServiceModel, ref: ShapeRef): boolean {
  const answers = known.get(model) ?? new Map<string, boolean>();
  known.set(model, answers);
  const answer = answers.get(ref.shape);
  if (answer !== undefined) return answer;
  answers.set(ref.shape, false);
  const shape = shapeOf(model, ref);
  const inside =
    shape.type === "list" || shape.type === "map" ? [elementOf(shape)] : membersOf(shape).map(([, member]) => member);
  const holds = shape.type === "timestamp" || inside.some((each) => holdsDates(model, each));
  answers.set(ref.shape, holds);
  return holds;
}
