import type { AwsRequest } from "../protocol.ts";

/** Parameters of a query-protocol request, by their flat names such as `Filter.1.Value.2`. */
export type Form = Record<string, string>;

export function readForm(request: AwsRequest): Form {
  const form = Object.fromEntries(request.query);
  return { ...form, ...Object.fromEntries(new URLSearchParams(request.body)) };
}

export function actionOf(request: AwsRequest): string | undefined {
  const action = readForm(request)["Action"];
  return action && /^[A-Za-z0-9]{1,80}$/.test(action) ? action : undefined;
}

/** The members of a list parameter in their order: `InstanceId.1`, `InstanceId.2`, …. */
export function listOf(form: Form, name: string): string[] {
  return numbered(form, name, "").map(([, value]) => value);
}

/** `Filter.N.Name` with `Filter.N.Value.M`. */
export function filtersOf(form: Form): { name: string; values: string[] }[] {
  return numbered(form, "Filter", ".Name").map(([number, name]) => ({
    name,
    values: listOf(form, `Filter.${number}.Value`),
  }));
}

function numbered(form: Form, prefix: string, suffix: string): [number: number, value: string][] {
  const found: [number, string][] = [];
  for (const [key, value] of Object.entries(form)) {
    if (!key.startsWith(`${prefix}.`) || !key.endsWith(suffix)) continue;
    const middle = key.slice(prefix.length + 1, key.length - suffix.length);
    if (/^\d{1,6}$/.test(middle)) found.push([Number(middle), value]);
  }
  return found.sort(([a], [b]) => a - b);
}
