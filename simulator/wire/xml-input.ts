import { elementOf, membersOf, shapeOf, type ServiceModel, type ShapeRef } from "./model.ts";
import { toScalar } from "./scalar.ts";
import type { XmlElement } from "./xml-reader.ts";

/** The values of an element that the model knows. Texts that are no number, truth value or time stay texts, for `validate` to refuse. */
export function fromXml(model: ServiceModel, ref: ShapeRef, element: XmlElement): unknown {
  const shape = shapeOf(model, ref);
  if (shape.type === "structure") {
    const members = membersOf(shape).flatMap(([name, member]) => {
      const child = childNamed(element, member.locationName ?? name);
      return child ? [[name, fromXml(model, member, child)] as const] : [];
    });
    return Object.fromEntries(members);
  }
  if (shape.type === "list") {
    const each = elementOf(shape);
    return element.children
      .filter(({ name }) => name === (each.locationName ?? "member"))
      .map((child) => fromXml(model, each, child));
  }
  return toScalar(shape, element.text);
}

export function childNamed({ children }: XmlElement, name: string): XmlElement | undefined {
  return children.find((each) => each.name === name);
}
