import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { guardFolder } from "./safety-net.ts";

/** A new folder that other users can pass through, deleted when this process has ended. */
export function scratchFolder(label: string): string {
  const folder = mkdtempSync(join(tmpdir(), `drs-orchestrator-${label}-`));
  chmodSync(folder, 0o711);
  guardFolder(folder);
  return folder;
}
