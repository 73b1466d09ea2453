import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { tailOf } from "./log-tail.ts";
import { REPOSITORY } from "./repository.ts";
import { guardProcess, releaseProcess } from "./safety-net.ts";
import { signalGroup } from "./signals.ts";

export type Environment = Readonly<Record<string, string>>;

export type ProcessSpec = {
  name: string;
  command: string;
  args: readonly string[];
  env: Environment;
  logFile: string;
  cwd?: string;
  user?: { uid: number; gid: number };
  /** What asks it to stop; SIGTERM unless it needs another. */
  stopSignal?: "SIGINT" | "SIGTERM";
  /** Asks it to stop when aborted, be it still starting. */
  signal?: AbortSignal | undefined;
  /** Killed when it has not stopped by then. */
  stopSeconds?: number;
};

export type Exit = { code: number | null; signal: NodeJS.Signals | null };

export type RunningProcess = {
  name: string;
  pid: number;
  exited: Promise<Exit>;
  hasExited: () => boolean;
  /** Asks it to stop, kills it when it does not, and resolves when it is gone. */
  stop: () => Promise<void>;
  /** Ends it at once, without a chance to tidy up. */
  kill: () => Promise<void>;
  logTail: (lines?: number) => string;
};

/** Starts a process in a group of its own that ends with this process at the latest. */
export async function startProcess(spec: ProcessSpec): Promise<RunningProcess> {
  const { name, stopSignal = "SIGTERM", stopSeconds = 8 } = spec;
  const { pid, exited } = await launch(spec);
  guardProcess(pid, stopSignal);
  let exit: Exit | undefined;
  const ended = exited.then((result) => {
    exit = result;
    releaseProcess(pid);
    return result;
  });

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (exit !== undefined) return;
    signalGroup(pid, signal);
    await Promise.race([ended, delay(stopSeconds * 1000, undefined, { ref: false })]);
    signalGroup(pid, "SIGKILL");
    await ended;
  }

  function stop(): Promise<void> {
    return end(stopSignal);
  }
  if (spec.signal?.aborted === true) void stop();
  spec.signal?.addEventListener("abort", () => void stop());

  return {
    name,
    pid,
    exited: ended,
    hasExited: () => exit !== undefined,
    stop,
    kill: () => end("SIGKILL"),
    logTail: (lines) => tailOf(spec.logFile, lines),
  };
}

async function launch(spec: ProcessSpec): Promise<{ pid: number; exited: Promise<Exit> }> {
  mkdirSync(dirname(spec.logFile), { recursive: true });
  const log = openSync(spec.logFile, "a", 0o600);
  try {
    const child = spawn(spec.command, spec.args, {
      cwd: spec.cwd ?? REPOSITORY,
      env: { NODE_ENV: "production", ...spec.env },
      detached: true,
      stdio: ["ignore", log, log],
      ...spec.user,
    });
    const exited = new Promise<Exit>((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
    const pid = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("spawn", () => resolve(child.pid ?? 0));
    });
    return { pid, exited };
  } finally {
    closeSync(log);
  }
}
