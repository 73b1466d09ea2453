import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { say } from "./say.mjs";

/** A lock without an owner is one that is being taken; after this long its owner died while taking it. */
const TAKING_MS = 5000;

/** Takes a lock that ends with this process at the latest; null while another process holds it. */
export function tryLock(folder) {
  for (;;) {
    if (take(folder)) return () => rmSync(folder, { recursive: true, force: true });
    if (!isAbandoned(folder)) return null;
    clear(folder);
  }
}

/** Runs `work` while no other command of this clone does; `waiting` is said once when that takes a moment. */
export async function withLock(folder, waiting, work) {
  let release = tryLock(folder);
  if (release === null) say(waiting);
  while (release === null) {
    await delay(200);
    release = tryLock(folder);
  }
  try {
    return await work();
  } finally {
    release();
  }
}

function take(folder) {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
  writeFileSync(join(folder, "owner"), `${process.pid} ${startOf(process.pid)}`);
  return true;
}

function isAbandoned(folder) {
  try {
    const [pid = "0", ...start] = readFileSync(join(folder, "owner"), "utf8").split(" ");
    return startOf(Number(pid)) !== start.join(" ");
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    const stats = statSync(folder, { throwIfNoEntry: false });
    return stats !== undefined && Date.now() - stats.mtimeMs > TAKING_MS;
  }
}

/** When a process started, in words only good for comparing: its id alone may by now be another's. */
function startOf(pid) {
  try {
    if (existsSync("/proc/self/stat")) {
      const afterName = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1) ?? "";
      return afterName.split(" ")[19] ?? "";
    }
    return spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim();
  } catch {
    return "gone";
  }
}

/** Two that clear at once must not clear the lock that a third one took meanwhile. */
function clear(folder) {
  const aside = `${folder}.${process.pid}`;
  try {
    renameSync(folder, aside);
    if (isAbandoned(aside)) rmSync(aside, { recursive: true, force: true });
    else renameSync(aside, folder);
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
}
