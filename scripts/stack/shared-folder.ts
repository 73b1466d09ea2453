import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Failure } from "./failure.ts";

/** A folder outside the clone that other users can pass through; the same one for the same `key`, across restarts of the machine too. */
export function sharedFolder(label: string, key: string): string {
  const base = existsSync("/var/tmp") ? "/var/tmp" : tmpdir();
  const folder = join(base, `drs-orchestrator-${label}-${createHash("sha256").update(key).digest("hex").slice(0, 12)}`);
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  const { uid } = lstatSync(folder);
  if (uid !== process.getuid?.() || !lstatSync(folder).isDirectory()) {
    throw new Failure(`${folder} belongs to somebody else, so it cannot hold the data of this clone.`);
  }
  return folder;
}
