import { spawn, type ChildProcess } from "node:child_process";
import { Socket } from "node:net";
import { join } from "node:path";

let reaper: ChildProcess | undefined;

/** Makes sure that a process group ends with this process, even when this one is killed outright. */
export function guardProcess(pid: number, stopSignal: "SIGINT" | "SIGTERM"): void {
  tell(`+ ${pid} ${stopSignal}`);
}

/** The process has ended by itself, so its id may soon be somebody else's. */
export function releaseProcess(pid: number): void {
  tell(`- ${pid}`);
}

/** Deletes a folder when this process has ended and so have its children. */
export function guardFolder(folder: string): void {
  tell(`d ${folder}`);
}

function tell(line: string): void {
  reaper ??= startReaper();
  reaper.stdin?.write(`${line}\n`);
}

function startReaper(): ChildProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, "reaper.ts")], {
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.unref();
  const { stdin } = child;
  // Without its net this process goes on as before.
  stdin.on("error", () => undefined);
  if (stdin instanceof Socket) stdin.unref();
  return child;
}
