import { readFileSync } from "node:fs";

const LOOK_MS = 500;

/** Calls `gone` when npm, which started this process, is no more: killed outright it tells nobody. */
export function watchNpm(gone) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const before = lineage();
  const timer = setInterval(() => {
    if (lineage() === before) return;
    clearInterval(timer);
    gone();
  }, LOOK_MS);
  timer.unref();
}

/** The processes up to npm, which runs us through a shell; without /proc only our own parent. */
function lineage() {
  try {
    const isShell = readFileSync(`/proc/${process.ppid}/cmdline`, "utf8").includes("\0-c\0");
    return isShell ? `${process.ppid} ${parentOf(process.ppid)}` : String(process.ppid);
  } catch {
    return String(process.ppid);
  }
}

function parentOf(pid) {
  return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[1];
}
