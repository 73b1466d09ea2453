import { z } from "zod";

import { asPlainText, collect, inside, map, renderParts } from "./render-template.ts";
import { parseTemplate, type Rendered } from "./template.ts";
import { resolveReference, type TemplateData } from "./template-data.ts";

/** JSON whose texts are templates. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const MAX_DEPTH = 20;
const MAX_CHARACTERS = 32 * 1024;

/** JSON whose texts are templates and whose keys are not: at most 32 768 characters, nested at most 20 deep. */
export const JsonTemplate = z
  .unknown()
  .refine((tree) => depthOf(tree, MAX_DEPTH) <= MAX_DEPTH, `JSON may be nested ${MAX_DEPTH} deep.`)
  .pipe(
    z.json().superRefine((tree, context) => {
      if (JSON.stringify(tree).length > MAX_CHARACTERS) {
        context.addIssue({ code: "custom", message: `JSON may have ${MAX_CHARACTERS} characters.` });
        return;
      }
      const checked = walk(tree, (text) => map(parseTemplate(text), () => text));
      if (checked.ok) return;
      for (const { path, message } of checked.problems) context.addIssue({ code: "custom", path: [...path], message });
    }),
  );

/**
 * Puts values into a tree of JSON, never into its text. A text that is one name becomes what it stands for: text,
 * number or list. Problems are told with their path in the tree.
 */
export function renderJson(tree: Json, data: TemplateData): Rendered<Json> {
  return walk(tree, (text) => renderLeaf(text, data));
}

/** The texts of a tree of JSON that are templates, with their paths. */
export function textsInJson(tree: Json): { path: (string | number)[]; text: string }[] {
  if (typeof tree === "string") return [{ path: [], text: tree }];
  if (typeof tree !== "object" || tree === null) return [];
  const entries: [string | number, Json][] = Array.isArray(tree) ? [...tree.entries()] : Object.entries(tree);
  return entries.flatMap(([key, value]) =>
    textsInJson(value).map(({ path, text }) => ({ path: [key, ...path], text })),
  );
}

function renderLeaf(text: string, data: TemplateData): Rendered<Json> {
  const template = parseTemplate(text);
  if (!template.ok) return template;
  const [part, ...more] = template.value;
  if (part?.kind !== "value" || more.length > 0) return renderParts(template.value, data, asPlainText);
  const resolved = resolveReference(part.reference, data);
  if (!resolved.ok) return { ok: false, problems: [{ path: [], at: part.at, message: resolved.message }] };
  return { ok: true, value: typeof resolved.value === "object" ? [...resolved.value] : resolved.value };
}

function walk(tree: Json, change: (text: string) => Rendered<Json>): Rendered<Json> {
  if (typeof tree === "string") return change(tree);
  if (typeof tree !== "object" || tree === null) return { ok: true, value: tree };
  if (Array.isArray(tree)) return collect(tree.map((item, place) => inside(place, walk(item, change))));
  const entries = Object.entries(tree).map(([key, value]): Rendered<[string, Json]> => {
    if (key.includes("{{")) {
      return { ok: false, problems: [{ path: [key], at: 0, message: "The name of a field is no template." }] };
    }
    return map(inside(key, walk(value, change)), (rendered): [string, Json] => [key, rendered]);
  });
  return map(collect(entries), (rendered) => Object.fromEntries(rendered));
}

/** How deep a tree is nested; one more than `limit` where it is deeper. */
function depthOf(tree: unknown, limit: number): number {
  if (typeof tree !== "object" || tree === null) return 0;
  if (limit === 0) return 1;
  return 1 + Math.max(0, ...Object.values(tree).map((value) => depthOf(value, limit - 1)));
}
