/** Facts of the execution that a template can name. */
export const FACTS = ["execution.id", "execution.type", "plan.name", "wave.number", "wave.name"] as const;
export type Fact = (typeof FACTS)[number];

/** What a template can name of a server. */
export const SERVER_FIELDS = ["hostname", "sourceServerId", "instanceId", "privateIp", "publicIp"] as const;
export type ServerField = (typeof SERVER_FIELDS)[number];

/** A name in a template: what `{{ … }}` stands for. */
export type Reference =
  | { kind: "fact"; fact: Fact }
  | { kind: "servers"; field: ServerField }
  | { kind: "server"; server: string; field: ServerField }
  | { kind: "output"; action: string; field: string };

/** `at` counts UTF-16 units from the start of the template, as a text field does. */
export type TemplatePart =
  { kind: "text"; at: number; text: string } | { kind: "value"; at: number; source: string; reference: Reference };

export type Template = readonly TemplatePart[];

/** What is wrong with a template, where in it, and in which of several templates (a path of keys; empty for one). */
export type TemplateProblem = { path: readonly (string | number)[]; at: number; message: string };

/** What comes of rendering: the value, or everything that is in its way. */
export type Rendered<T> = { ok: true; value: T } | { ok: false; problems: TemplateProblem[] };

const OPEN = "{{";
const CLOSE = "}}";

/**
 * Reads a template. Expressions are names and nothing else; `{{ "{{" }}` writes two braces. Problems are unknown names
 * and braces that are not closed.
 */
export function parseTemplate(text: string): Rendered<Template> {
  const parts: TemplatePart[] = [];
  const problems: TemplateProblem[] = [];
  let at = 0;
  while (at < text.length) {
    const open = indexFrom(text, OPEN, at);
    if (open > at) addText(parts, at, text.slice(at, open));
    if (open === text.length) break;
    const close = closeOf(text, open + OPEN.length);
    if (close === null) {
      problems.push({ path: [], at: open, message: `This {{ is not closed. Write {{ "{{" }} for two braces.` });
      break;
    }
    const source = text.slice(open + OPEN.length, close).trim();
    const read = readExpression(source);
    if (typeof read === "string") problems.push({ path: [], at: open, message: read });
    else if ("text" in read) addText(parts, open, read.text);
    else parts.push({ kind: "value", at: open, source, reference: read });
    at = close + CLOSE.length;
  }
  return problems.length === 0 ? { ok: true, value: parts } : { ok: false, problems };
}

/** The names in a template, each once, in the order in which they come; none in a template that cannot be read. */
export function namesIn(text: string): Reference[] {
  const template = parseTemplate(text);
  if (!template.ok) return [];
  const named = new Map<string, Reference>();
  for (const part of template.value) {
    if (part.kind === "value") named.set(JSON.stringify(part.reference), part.reference);
  }
  return [...named.values()];
}

/** Adjacent texts are one, so that who reads them sees what will stand together. */
function addText(parts: TemplatePart[], at: number, text: string): void {
  const last = parts.at(-1);
  if (last?.kind === "text") parts[parts.length - 1] = { ...last, text: last.text + text };
  else parts.push({ kind: "text", at, text });
}

function indexFrom(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from);
  return found === -1 ? text.length : found;
}

/** Where the braces close that were opened before `from`; braces between quotation marks do not count. */
function closeOf(text: string, from: number): number | null {
  let isQuoted = false;
  for (let at = from; at < text.length; at += 1) {
    if (isQuoted && text[at] === "\\") at += 1;
    else if (text[at] === '"') isQuoted = !isQuoted;
    else if (!isQuoted && text.startsWith(CLOSE, at)) return at;
  }
  return null;
}

const QUOTED = String.raw`"((?:[^"\\]|\\["\\])*)"`;
const LITERAL = new RegExp(`^${QUOTED}$`);
const SERVERS = /^servers\.(\w+)$/;
const SERVER = new RegExp(String.raw`^server\(\s*${QUOTED}\s*\)\.(\w+)$`);
const OUTPUT = new RegExp(String.raw`^action\(\s*${QUOTED}\s*\)\.output\.([A-Za-z_][\w-]*(?:\.[\w-]+)*)$`);

const KNOWN = [...FACTS, "servers.instanceId", 'server("web-01").privateIp', 'action("Name").output.field'].join(", ");

/** A name, literal text, or in words why it is neither. */
function readExpression(source: string): Reference | { text: string } | string {
  const literal = LITERAL.exec(source);
  if (literal !== null) return { text: unquoted(literal[1]) };
  const fact = FACTS.find((name) => name === source);
  if (fact !== undefined) return { kind: "fact", fact };
  const output = OUTPUT.exec(source);
  if (output !== null) return { kind: "output", action: unquoted(output[1]), field: output[2] ?? "" };
  const servers = SERVERS.exec(source);
  const server = SERVER.exec(source);
  if (servers === null && server === null) return unknownName(source);
  const name = servers?.[1] ?? server?.[2];
  const field = SERVER_FIELDS.find((known) => known === name);
  if (field === undefined) return `A server has no "${name ?? ""}". It has: ${SERVER_FIELDS.join(", ")}.`;
  return server === null ? { kind: "servers", field } : { kind: "server", server: unquoted(server[1]), field };
}

function unknownName(source: string): string {
  if (source === "") return `There is no name between the braces. Write {{ "{{" }} for two braces.`;
  if (/^ssm(-secure)?:/.test(source)) {
    return `Parameter Store is not read here. Let the command read "${source.replace(/^[^:]*:/, "")}" itself.`;
  }
  return `There is no "${source}". Known are: ${KNOWN}.`;
}

function unquoted(text: string | undefined): string {
  return (text ?? "").replace(/\\(["\\])/g, "$1");
}
