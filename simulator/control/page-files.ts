import { readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { ControlError } from "./control-error.ts";
import { RawReply } from "./raw-reply.ts";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};
const HEADERS = {
  "content-security-policy": "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

const FOLDER = new URL("./page/", import.meta.url);
const FILES = new Map(readdirSync(FOLDER).map((name) => [name, readFileSync(new URL(name, FOLDER), "utf8")]));

/** A file of the page that shows and operates the simulator. */
export function pageFile(name: string): RawReply {
  const text = FILES.get(name);
  const type = TYPES[extname(name)];
  if (text === undefined || type === undefined) throw new ControlError(404, `No file ${name}`);
  return new RawReply(type, text, HEADERS);
}
