import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

import { isAlive } from "./signals.ts";
import { waitUntil } from "./wait-until.ts";

/**
 * Makes room for a server on this data folder: stops one that a killed command left running, and removes the
 * `postmaster.pid` of one that is gone, whose number may by now belong to any other process.
 */
export async function clearStalePostmaster(dataDir: string): Promise<void> {
  const file = join(dataDir, "postmaster.pid");
  const pid = readPid(file);
  if (pid === null) return;
  if (isAlive(pid) && servesFolder(pid, dataDir)) await stopPostmaster(pid);
  rmSync(file, { force: true });
}

function readPid(file: string): number | null {
  if (!existsSync(file)) return null;
  const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
  return Number.isInteger(pid) && pid > 1 ? pid : 0;
}

function servesFolder(pid: number, dataDir: string): boolean {
  return commandLineOf(pid).includes(dataDir);
}

/** What a process was started as; empty when that cannot be told. */
export function commandLineOf(pid: number): string {
  if (pid <= 0) return "";
  try {
    if (existsSync("/proc/self/cmdline")) return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return execFileSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" });
  } catch {
    return "";
  }
}

async function stopPostmaster(pid: number): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    process.kill(pid, signal);
    const gone = await waitUntil(() => !isAlive(pid), { what: "PostgreSQL did not stop", seconds: 5 }).catch(
      () => false,
    );
    if (gone) return;
  }
}
