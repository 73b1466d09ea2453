import type { AwsRequest } from "../protocol.ts";
import { elementOf, membersOf, shapeOf, type ServiceModel, type Shape, type ShapeRef } from "./model.ts";
import { toScalar } from "./scalar.ts";

/** Parameters such as `Filter.1.Value.2=x` as a tree. */
export type FormNode = { text: string | undefined; children: Map<string, FormNode> };

/** EC2 names its parameters a little differently from the other services. */
export type Dialect = "query" | "ec2";

export function readForm(request: AwsRequest): FormNode {
  const root: FormNode = { text: undefined, children: new Map() };
  for (const [key, text] of [...request.query, ...new URLSearchParams(request.body)]) {
    let node = root;
    for (const part of key.split(".")) {
      const child: FormNode = node.children.get(part) ?? { text: undefined, children: new Map() };
      node.children.set(part, child);
      node = child;
    }
    node.text = text;
  }
  return root;
}

/** The name of the operation that a form asks for; undefined when it names none. */
export function actionOf(request: AwsRequest): string | undefined {
  const action = readForm(request).children.get("Action")?.text;
  return action !== undefined && /^[A-Za-z0-9]{1,80}$/.test(action) ? action : undefined;
}

/** The values of a form that the model knows. Texts that are no number, truth value or time stay texts, for `validate` to refuse. */
export function fromForm(
  model: ServiceModel,
  dialect: Dialect,
  { ref, node }: { ref: ShapeRef; node: FormNode },
): unknown {
  const shape = shapeOf(model, ref);
  const inside = (innerRef: ShapeRef, inner: FormNode) => fromForm(model, dialect, { ref: innerRef, node: inner });
  if (shape.type === "structure") {
    const members = membersOf(shape).flatMap(([name, member]) => {
      const child = node.children.get(formName(dialect, name, member));
      return child ? [[name, inside(member, child)] as const] : [];
    });
    return Object.fromEntries(members.filter(([, value]) => value !== undefined));
  }
  if (shape.type === "list") {
    const element = elementOf(shape);
    const holder = dialect === "ec2" ? node : node.children.get(element.locationName ?? "member");
    return numbered(holder).map((each) => inside(element, each));
  }
  if (shape.type === "map") return fromEntries(shape, node, inside);
  return node.text === undefined ? undefined : toScalar(shape, node.text);
}

/** The name that a member has in a form. */
export function formName(dialect: Dialect, name: string, { locationName }: ShapeRef): string {
  if (locationName === undefined) return name;
  return dialect === "ec2" ? locationName.charAt(0).toUpperCase() + locationName.slice(1) : locationName;
}

function fromEntries(shape: Shape, node: FormNode, inside: (ref: ShapeRef, node: FormNode) => unknown): unknown {
  const entries = numbered(node.children.get("entry")).flatMap((entry) => {
    const key = entry.children.get(shape.key?.locationName ?? "key")?.text;
    const value = entry.children.get(shape.value?.locationName ?? "value");
    return key !== undefined && value ? [[key, inside(elementOf(shape), value)] as const] : [];
  });
  return Object.fromEntries(entries);
}

function numbered(node: FormNode | undefined): FormNode[] {
  return [...(node?.children ?? [])]
    .filter(([key]) => /^\d{1,6}$/.test(key))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}
