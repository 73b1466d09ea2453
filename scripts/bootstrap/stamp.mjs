import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** @param {(string | Buffer)[]} parts */
export function digest(...parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part).update("\0");
  return hash.digest("hex");
}

/** Whether `file` records that this very work was done. @param {string} file @param {string} value */
export function isStamped(file, value) {
  return existsSync(file) && readFileSync(file, "utf8") === value;
}

/** @param {string} file @param {string} value */
export function stamp(file, value) {
  writeFileSync(file, value);
}
