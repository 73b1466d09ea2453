import { isHost } from "./host-name.ts";
import { parseIp } from "./ip-address.ts";
import { map } from "./render-template.ts";
import { parseTemplate, type Rendered, type Template, type TemplateProblem } from "./template.ts";
import { resolveReference, type TemplateData, textOf } from "./template-data.ts";

export type Scheme = "http" | "https";

/** A URL in its pieces. In each, one character of the private use area stands for each value, counted from FIRST_MARK. */
export type UrlTemplate = { scheme: string; host: string; port: string; path: string; query: string; parts: Template };

const FIRST_MARK = 0xe000;
const MARK = /[\uE000-\uF8FF]/;
const SHAPE = /^([a-z]+):\/\/(\[[0-9A-Fa-f:.]+\]|[^/?:@[\]]+)(?::([^/?:@[\]]+))?(\/[^?]*)?(\?.*)?$/;
const PRINTABLE = /^[\x21-\x7E]*$/;

/** Reads the template of a URL. Problems: another scheme, a name and password, a fragment, or what no URL can hold. */
export function parseUrlTemplate(text: string, schemes: readonly Scheme[]): Rendered<UrlTemplate> {
  const template = parseTemplate(text);
  if (!template.ok) return template;
  const parts = template.value;
  const texts = parts.map((part) => (part.kind === "text" ? part.text : ""));
  if (!texts.every((one) => PRINTABLE.test(one) && !/["<>\\^`{|}#]/.test(one))) {
    return problem("A URL is written without spaces, fragment, backslashes and letters outside ASCII.");
  }
  const url = parts.map((part, place) => (part.kind === "text" ? part.text : String.fromCharCode(FIRST_MARK + place)));
  const [, scheme = "", host = "", port = "", path = "", query = ""] = SHAPE.exec(url.join("")) ?? [];
  if (!schemes.some((known) => known === scheme)) {
    return problem(`A URL starts with ${schemes.map((known) => `${known}://`).join(" or ")}, then the host.`);
  }
  if (/%[0-9A-Fa-f]?[\uE000-\uF8FF]/.test(path + query)) return problem("A value cannot complete a % of the URL.");
  const pieces = { scheme, host, port, path, query, parts };
  return MARK.test(host) || bracketed(host, host) !== null ? checkPort(pieces) : problem(`${host} is not a host.`);
}

function checkPort(url: UrlTemplate): Rendered<UrlTemplate> {
  return MARK.test(url.port) || isPort(url.port) ? { ok: true, value: url } : problem(`${url.port} is not a port.`);
}

/** Whether a value stands where the host is named. */
export function isHostOpen(url: UrlTemplate): boolean {
  return MARK.test(url.host);
}

/**
 * Renders a URL: values in path and query are percent-encoded, so each stays in its segment; in the host only what is a
 * host or IP address is accepted, as a port only a number. Problems are also values that make a path go up (`..`).
 */
export function renderUrl(text: string, data: TemplateData, schemes: readonly Scheme[]): Rendered<string> {
  const url = parseUrlTemplate(text, schemes);
  if (!url.ok) return url;
  const values = valuesOf(url.value.parts, data);
  return values.ok ? assemble(url.value, values.value) : values;
}

function valuesOf(parts: Template, data: TemplateData): Rendered<string[]> {
  const problems: TemplateProblem[] = [];
  const values = parts.map((part) => {
    if (part.kind === "text") return "";
    const resolved = resolveReference(part.reference, data);
    if (resolved.ok) return textOf(resolved.value);
    problems.push({ path: [], at: part.at, message: resolved.message });
    return "";
  });
  return problems.length === 0 ? { ok: true, value: values } : { ok: false, problems };
}

function assemble(url: UrlTemplate, values: readonly string[]): Rendered<string> {
  const fill = (piece: string, write: (value: string) => string): string =>
    piece.replace(/[\uE000-\uF8FF]/g, (mark) => write(values[mark.charCodeAt(0) - FIRST_MARK] ?? ""));
  const asIs = (value: string): string => value;
  const host = bracketed(url.host, fill(url.host, asIs));
  const port = fill(url.port, asIs);
  if (host === null) return problem(`"${fill(url.host, asIs)}" is not a host or IP address.`);
  if (!isPort(port) || (port === "") !== (url.port === "")) return problem(`"${port}" is not a port.`);
  const segments = url.path.split("/").map((segment) => ({ segment, text: fill(segment, encodeURIComponent) }));
  if (segments.some(({ segment, text }) => MARK.test(segment) && /^(?:\.|%2e){1,2}$/i.test(text))) {
    return problem("A value makes the path go up with dots.");
  }
  const path = segments.map(({ text }) => text).join("/");
  const whole = `${url.scheme}://${host}${port === "" ? "" : `:${port}`}${path}${fill(url.query, encodeURIComponent)}`;
  return URL.canParse(whole) ? { ok: true, value: whole } : problem(`${host} is not a host.`);
}

/** The host as a URL writes it, or null where it is none; an IPv6 address has to be all of it, as author or value wrote it. */
function bracketed(written: string, host: string): string | null {
  const bare = /^\[(.*)\]$/.exec(written)?.[1];
  if (bare !== undefined) return bare.includes(":") && parseIp(bare) !== null ? written : null;
  if (!isHost(host)) return null;
  return host.includes(":") ? (written.length === 1 ? `[${host}]` : null) : host;
}

function isPort(port: string): boolean {
  return port === "" || (/^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65_535);
}

function problem(message: string): Rendered<never> {
  return { ok: false, problems: [{ path: [], at: 0, message }] };
}

/** Whether the template of a URL can be read; the problems where not. */
export function checkUrlTemplate(text: string, schemes: readonly Scheme[]): Rendered<string> {
  return map(parseUrlTemplate(text, schemes), () => text);
}
