import { elementOf, membersOf, shapeOf, type ServiceModel, type Shape, type ShapeRef } from "./model.ts";

/** An answer as the nested elements in which its model writes it. */
export function toElements(model: ServiceModel, ref: ShapeRef, value: unknown): unknown {
  const shape = shapeOf(model, ref);
  if (shape.type === "structure") return memberElements(model, shape, value as Record<string, unknown>);
  if (shape.type === "list") {
    const element = elementOf(shape);
    return { [element.locationName ?? "member"]: (value as unknown[]).map((each) => toElements(model, element, each)) };
  }
  if (shape.type === "map") {
    const entry = Object.entries(value as object).map(([key, each]) => ({
      [shape.key?.locationName ?? "key"]: key,
      [shape.value?.locationName ?? "value"]: toElements(model, elementOf(shape), each),
    }));
    return { entry };
  }
  return scalarText(value);
}

function memberElements(model: ServiceModel, shape: Shape, value: Record<string, unknown>): Record<string, unknown> {
  const members = membersOf(shape).flatMap(([name, ref]) =>
    value[name] === undefined ? [] : [[ref.locationName ?? name, toElements(model, ref, value[name])] as const],
  );
  return Object.fromEntries(members);
}

function scalarText(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return value instanceof Uint8Array ? Buffer.from(value).toString("base64") : String(value);
}
