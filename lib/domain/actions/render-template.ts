import { parseTemplate, type Rendered, type Template, type TemplatePart, type TemplateProblem } from "./template.ts";
import { resolveReference, type TemplateData, textOf, textsOf } from "./template-data.ts";

type ValuePart = Extract<TemplatePart, { kind: "value" }>;

/** How a receiver writes a value into its text, or in words why it cannot. */
export type WriteValue = (
  value: string,
  part: ValuePart,
) => { ok: true; text: string } | { ok: false; message: string };

export const asPlainText: WriteValue = (value) => ({ ok: true, text: value });

/** Systems Manager replaces `{{ssm:…}}` in what it is given, wherever it came from; so no value may hold two braces. */
export const asSsmText: WriteValue = (value) =>
  value.includes("{{")
    ? { ok: false, message: "The value holds {{, which Systems Manager would read as a name." }
    : { ok: true, text: value };

/**
 * Renders a template to one text. Values are data: they are written by `write` and never read as a template again.
 * Problems are those of the template and every name that has no value.
 */
export function renderTemplate(text: string, data: TemplateData, write: WriteValue = asPlainText): Rendered<string> {
  const template = parseTemplate(text);
  return template.ok ? renderParts(template.value, data, write) : template;
}

/** Like `renderTemplate`, of a template that was read already. */
export function renderParts(template: Template, data: TemplateData, write: WriteValue): Rendered<string> {
  const problems: TemplateProblem[] = [];
  const texts = template.map((part) => {
    if (part.kind === "text") return part.text;
    const resolved = resolveReference(part.reference, data);
    const written = resolved.ok ? write(textOf(resolved.value), part) : resolved;
    if (written.ok) return written.text;
    problems.push({ path: [], at: part.at, message: written.message });
    return "";
  });
  return problems.length === 0 ? { ok: true, value: texts.join("") } : { ok: false, problems };
}

/** Renders a template to texts: a list where the whole template is the name of one, else one text. */
export function renderList(text: string, data: TemplateData, write: WriteValue = asPlainText): Rendered<string[]> {
  const template = parseTemplate(text);
  if (!template.ok) return template;
  const [part, ...more] = template.value;
  if (part?.kind !== "value" || more.length > 0) return map(renderParts(template.value, data, write), (one) => [one]);
  const resolved = resolveReference(part.reference, data);
  if (!resolved.ok) return problem(part.at, resolved.message);
  const texts: string[] = [];
  for (const value of textsOf(resolved.value)) {
    const written = write(value, part);
    if (!written.ok) return problem(part.at, written.message);
    texts.push(written.text);
  }
  return { ok: true, value: texts };
}

/** Renders several templates to one list; a template that is the name of a list gives all its items. */
export function renderLists(texts: readonly string[], data: TemplateData, write?: WriteValue): Rendered<string[]> {
  return map(collect(texts.map((text, place) => inside(place, renderList(text, data, write)))), (lists) =>
    lists.flat(),
  );
}

/** Renders the parameters of a Systems Manager document: every template of every parameter. */
export function renderParameters(
  parameters: Readonly<Record<string, readonly string[]>>,
  data: TemplateData,
): Rendered<Record<string, string[]>> {
  const entries = Object.entries(parameters).map(([name, texts]) =>
    map(inside(name, renderLists(texts, data, asSsmText)), (values): [string, string[]] => [name, values]),
  );
  return map(collect(entries), (rendered) => Object.fromEntries(rendered));
}

/**
 * How a template looks with the values that are known, written by `write`; names without one stand between ‹ and ›, and
 * are counted.
 */
export function previewTemplate(
  text: string,
  data: TemplateData,
  write: WriteValue = asPlainText,
): { text: string; unknown: TemplateProblem[] } {
  const template = parseTemplate(text);
  if (!template.ok) return { text, unknown: template.problems };
  const unknown: TemplateProblem[] = [];
  const texts = template.value.map((part) => {
    if (part.kind === "text") return part.text;
    const resolved = resolveReference(part.reference, data);
    const written = resolved.ok ? write(textOf(resolved.value), part) : resolved;
    if (written.ok) return written.text;
    unknown.push({ path: [], at: part.at, message: written.message });
    return `‹${part.source}›`;
  });
  return { text: texts.join(""), unknown };
}

/** All of the values, or the problems of all. */
export function collect<T>(results: readonly Rendered<T>[]): Rendered<T[]> {
  const values: T[] = [];
  const problems: TemplateProblem[] = [];
  for (const result of results) {
    if (result.ok) values.push(result.value);
    else problems.push(...result.problems);
  }
  return problems.length === 0 ? { ok: true, value: values } : { ok: false, problems };
}

/** The same result as a part of something larger: its problems are told under that key. */
export function inside<T>(key: string | number, result: Rendered<T>): Rendered<T> {
  if (result.ok) return result;
  return { ok: false, problems: result.problems.map((one) => ({ ...one, path: [key, ...one.path] })) };
}

/** The same result with its value changed. */
export function map<T, U>(result: Rendered<T>, change: (value: T) => U): Rendered<U> {
  return result.ok ? { ok: true, value: change(result.value) } : result;
}

function problem(at: number, message: string): Rendered<never> {
  return { ok: false, problems: [{ path: [], at, message }] };
}
