import type { ExecutionType } from "#lib/domain/execution-status.ts";
import { nameKey } from "#lib/domain/names.ts";

import type { Reference, ServerField } from "./template.ts";

/** A server of the wave; its instance and addresses are null before the launch, or where it has none. */
export type TemplateServer = {
  hostname: string;
  sourceServerId: string;
  instanceId: string | null;
  privateIp: string | null;
  publicIp: string | null;
};

/** What an action left behind: text or lists of text by name; null while it is not over. */
export type ActionOutput = Readonly<Record<string, string | readonly string[]>>;

/** Everything that templates of one wave can name. */
export type TemplateData = {
  execution: { id: string; type: ExecutionType };
  plan: { name: string };
  wave: { number: number; name: string };
  servers: readonly TemplateServer[];
  outputs: readonly { action: string; output: ActionOutput | null }[];
};

export type TemplateValue = string | number | readonly string[];

export type Resolved = { ok: true; value: TemplateValue } | { ok: false; message: string };

const FIELD_WORDS: Record<ServerField, string> = {
  hostname: "hostname",
  sourceServerId: "source server id",
  instanceId: "instance id",
  privateIp: "private IP address",
  publicIp: "public IP address",
};

/**
 * What a name stands for now, or in words why there is no value: not known yet, or no such server or output. A value
 * with NUL or half characters counts as none, because no receiver takes it as it is.
 */
export function resolveReference(reference: Reference, data: TemplateData): Resolved {
  const resolved = lookUp(reference, data);
  if (!resolved.ok || textsOf(resolved.value).every(isText)) return resolved;
  return failed("The value holds NUL or half a character.");
}

/** The value as texts: one, or those of its list. */
export function textsOf(value: TemplateValue): readonly string[] {
  return typeof value === "string" ? [value] : typeof value === "number" ? [String(value)] : value;
}

/** The value as one text; the items of a list are joined by a comma. */
export function textOf(value: TemplateValue): string {
  return textsOf(value).join(",");
}

function isText(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

function lookUp(reference: Reference, data: TemplateData): Resolved {
  switch (reference.kind) {
    case "fact":
      return found(factOf(reference.fact, data));
    case "servers":
      return fieldOfAll(data.servers, reference.field);
    case "server":
      return fieldOfOne(reference.server, reference.field, data.servers);
    case "output":
      return outputOf(reference.action, reference.field, data.outputs);
  }
}

function factOf(fact: Extract<Reference, { kind: "fact" }>["fact"], data: TemplateData): string | number {
  switch (fact) {
    case "execution.id":
      return data.execution.id;
    case "execution.type":
      return data.execution.type;
    case "plan.name":
      return data.plan.name;
    case "wave.number":
      return data.wave.number;
    case "wave.name":
      return data.wave.name;
  }
}

function fieldOfAll(servers: readonly TemplateServer[], field: ServerField): Resolved {
  const values = servers.map((server) => server[field]).filter((value) => value !== null);
  if (values.length === servers.length) return found(values);
  const missing = servers.filter((server) => server[field] === null).map(({ hostname }) => hostname);
  const some =
    missing.length > 3 ? `${missing.slice(0, 3).join(", ")} and ${missing.length - 3} more` : missing.join(", ");
  return failed(`There is no ${FIELD_WORDS[field]} yet of ${some}.`);
}

function fieldOfOne(name: string, field: ServerField, servers: readonly TemplateServer[]): Resolved {
  const named = servers.filter((server) => isCalled(server, name));
  const [server] = named;
  if (server === undefined) return failed(`The wave has no server "${name}".`);
  if (named.length > 1) return failed(`The wave has ${named.length} servers "${name}". Use the source server id.`);
  const value = server[field];
  return value === null ? failed(`There is no ${FIELD_WORDS[field]} yet of ${server.hostname}.`) : found(value);
}

/** Whether a template that says `server("…")` means this server: by its hostname in any case, or its source server id. */
export function isCalled(server: Pick<TemplateServer, "hostname" | "sourceServerId">, name: string): boolean {
  return server.sourceServerId === name || server.hostname.toLowerCase() === name.toLowerCase();
}

function outputOf(action: string, field: string, outputs: TemplateData["outputs"]): Resolved {
  const one = outputs.find((candidate) => nameKey(candidate.action) === nameKey(action));
  if (one === undefined) return failed(`There is no action "${action}" before this one.`);
  if (one.output === null) return failed(`The action "${action}" has no output yet.`);
  const value = Object.hasOwn(one.output, field) ? one.output[field] : undefined;
  return value === undefined ? failed(`The action "${action}" left no "${field}".`) : found(value);
}

function found(value: TemplateValue): Resolved {
  return { ok: true, value };
}

function failed(message: string): Resolved {
  return { ok: false, message };
}
