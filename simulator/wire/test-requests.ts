import type { Protocol } from "#simulator/protocol.ts";
import { formName, type Dialect } from "./form-input.ts";
import { elementOf, membersOf, shapeOf, type ServiceModel, type ShapeRef } from "./model.ts";
import { toElements } from "./xml-output.ts";
import { toXml } from "./xml.ts";

/** An operation's input as an HTTP request, written without an SDK so that nothing is checked on the way. */
export type RawRequest = { method: string; path: string; headers: Record<string, string>; body: string };

export function rawRequest(protocol: Protocol, name: string, input: unknown): RawRequest {
  const { model } = protocol;
  const operation = model.operations[name];
  if (!operation) throw new Error(`No operation ${name}`);
  const { targetPrefix, jsonVersion = "1.0" } = model.metadata;
  if (targetPrefix !== undefined) {
    const headers = {
      "content-type": `application/x-amz-json-${jsonVersion}`,
      "x-amz-target": `${targetPrefix}.${name}`,
    };
    return { method: "POST", path: "/", headers, body: JSON.stringify(input) };
  }
  if (model.metadata.xmlNamespace !== undefined) return formRequest(protocol, name, input);
  return restRequest(model, name, input as Record<string, unknown>);
}

function formRequest({ model, service }: Protocol, name: string, input: unknown): RawRequest {
  const form = new URLSearchParams({ Action: name, Version: model.metadata.apiVersion });
  const operation = model.operations[name];
  const dialect: Dialect = service === "ec2" ? "ec2" : "query";
  if (operation) writeForm({ model, dialect, form }, { ref: operation.input, key: "", value: input });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  return { method: "POST", path: "/", headers, body: form.toString() };
}

type Writing = { model: ServiceModel; dialect: Dialect; form: URLSearchParams };

function writeForm(writing: Writing, { ref, key, value }: { ref: ShapeRef; key: string; value: unknown }): void {
  const shape = shapeOf(writing.model, ref);
  const under = (name: string) => (key === "" ? name : `${key}.${name}`);
  if (value === undefined) return;
  if (typeof value !== "object" || value === null || value instanceof Date) {
    writing.form.append(key, value instanceof Date ? value.toISOString() : textOf(value));
    return;
  }
  if (shape.type === "list") {
    const element = elementOf(shape);
    const holder = writing.dialect === "ec2" ? key : under(element.locationName ?? "member");
    (value as unknown[]).forEach((each, index) =>
      writeForm(writing, { ref: element, key: `${holder}.${index + 1}`, value: each }),
    );
    return;
  }
  for (const [name, member] of membersOf(shape)) {
    const inner = (value as Record<string, unknown>)[name];
    writeForm(writing, { ref: member, key: under(formName(writing.dialect, name, member)), value: inner });
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function restRequest(model: ServiceModel, name: string, input: Record<string, unknown>): RawRequest {
  const { http, input: ref } = model.operations[name] ?? {};
  if (!http || !ref) throw new Error(`No operation ${name}`);
  const shape = shapeOf(model, ref);
  let path = http.requestUri;
  const query = new URLSearchParams();
  const headers: Record<string, string> = { "content-type": "application/json" };
  const body: Record<string, unknown> = {};
  for (const [member, use] of membersOf(shape)) {
    const value = input[member];
    const wireName = use.locationName ?? member;
    if (use.location === "uri") path = path.replace(`{${wireName}}`, encodeURIComponent(textOf(value ?? "")));
    else if (value === undefined) continue;
    else if (use.location === "querystring") for (const each of [value].flat()) query.append(wireName, textOf(each));
    else if (use.location === "header") headers[wireName] = textOf(value);
    else body[wireName] = value;
  }
  const search = query.size > 0 ? `?${query.toString()}` : "";
  const text = ref.locationName === undefined ? JSON.stringify(body) : xmlBody(model, ref, body);
  return { method: http.method, path: path + search, headers, body: http.method === "GET" ? "" : text };
}

function xmlBody(model: ServiceModel, ref: ShapeRef, body: Record<string, unknown>): string {
  const elements = toElements(model, ref, body) as Record<string, unknown>;
  return toXml({ [ref.locationName ?? ""]: { "@xmlns": ref.xmlNamespace?.uri, ...elements } });
}
