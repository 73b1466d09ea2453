import { isDnsName, isHost } from "./host-name.ts";
import { isV6, parseIp } from "./ip-address.ts";
import { collect, inside, map, renderList, renderLists, renderTemplate, type WriteValue } from "./render-template.ts";
import type { Rendered } from "./template.ts";
import type { TemplateData } from "./template-data.ts";

export type RecordType = "A" | "AAAA" | "CNAME";

/** Renders the hosts that a check connects to: one, or every item of a list. Problems are also texts that are no host. */
export function renderHosts(text: string, data: TemplateData): Rendered<string[]> {
  return mustBe(renderList(text, data), isHost, "is not a host or IP address");
}

/**
 * Renders the values of a DNS record: IPv4 addresses of A, IPv6 addresses of AAAA, one name of CNAME. Problems are also
 * values that do not fit the type, no value, and two names.
 */
export function renderRecordValues(type: RecordType, texts: readonly string[], data: TemplateData): Rendered<string[]> {
  const fits = FITS[type];
  const rendered = mustBe(renderLists(texts, data), fits.test, fits.message);
  if (!rendered.ok) return rendered;
  const values = [...new Set(rendered.value)];
  if (values.length === 0) return problem("The record would have no value.");
  if (type === "CNAME" && values.length > 1) return problem("A CNAME record has one name.");
  return { ok: true, value: values };
}

const FITS: Record<RecordType, { test: (text: string) => boolean; message: string }> = {
  A: { test: (text) => isIp(text, false), message: "is not an IPv4 address" },
  AAAA: { test: (text) => isIp(text, true), message: "is not an IPv6 address" },
  CNAME: { test: (text) => isDnsName(text.replace(/\.$/, "")), message: "is not a DNS name" },
};

function isIp(text: string, wantsV6: boolean): boolean {
  const address = parseIp(text);
  return address !== null && isV6(address) === wantsV6;
}

const asHeader: WriteValue = (value) =>
  /^[\t\x20-\x7E]*$/.test(value)
    ? { ok: true, text: value }
    : { ok: false, message: "The value holds characters that no header can hold." };

/** Renders the values of HTTP headers. Problems are also values with line breaks or characters outside ASCII. */
export function renderHeaders(
  headers: Readonly<Record<string, string>>,
  data: TemplateData,
): Rendered<Record<string, string>> {
  const entries = Object.entries(headers).map(([name, text]) =>
    map(inside(name, renderTemplate(text, data, asHeader)), (value): [string, string] => [name, value]),
  );
  return map(collect(entries), (rendered) => Object.fromEntries(rendered));
}

function mustBe(texts: Rendered<string[]>, test: (text: string) => boolean, message: string): Rendered<string[]> {
  if (!texts.ok) return texts;
  const wrong = texts.value.find((text) => !test(text));
  return wrong === undefined ? texts : problem(`"${wrong}" ${message}.`);
}

function problem(message: string): Rendered<never> {
  return { ok: false, problems: [{ path: [], at: 0, message }] };
}
