import { AppError } from "#lib/domain/errors.ts";

const TOKEN = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/g;
const NUL = "\u0000";
/** A key of these names could reach into the objects that it is copied to. */
const REFUSED = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Refuses JSON that readers disagree about: a key twice in one object, keys that reach into prototypes, and U+0000,
 * which the database cannot hold. `json` must be valid JSON.
 */
export function requirePlainKeys(json: string): void {
  const objects: Set<string>[] = [];
  for (const [token, colon] of json.matchAll(TOKEN)) {
    if (token === "{") objects.push(new Set());
    else if (token === "}") objects.pop();
    else if (colon === undefined) requirePlainText(token);
    else requireNewKey(objects.at(-1), toText(token.slice(0, -colon.length)));
  }
}

function requireNewKey(keys: Set<string> | undefined, key: string): void {
  if (REFUSED.has(key)) throw refused(key, "This name is not allowed.");
  if (keys?.has(key) === true) throw refused(key, "This is given twice.");
  keys?.add(key);
}

function requirePlainText(token: string): void {
  if (token.includes("\\u0000") && toText(token).includes(NUL)) {
    throw new AppError("INVALID_REQUEST", "A text holds the character U+0000, which cannot be stored.");
  }
}

function toText(token: string): string {
  return String(JSON.parse(token));
}

function refused(name: string, reason: string): AppError {
  return new AppError("INVALID_REQUEST", `The body is not valid. ${name}: ${reason}`, {
    invalidParams: [{ name, reason }],
  });
}
