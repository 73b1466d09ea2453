import { setTimeout as delay } from "node:timers/promises";

import { describeError } from "./failure.ts";
import type { Exit, RunningProcess } from "./process.ts";

const CRASHES_TO_GIVE_UP = 5;
const WINDOW_MS = 60_000;
const PAUSE_MS = 250;

export type Watch = {
  /** Must give the signal to what it starts. */
  start: (signal: AbortSignal) => Promise<RunningProcess>;
  /** Aborted to stop the process for good. */
  signal: AbortSignal;
  /** Told about every crash that is followed by a restart. */
  onCrash: (why: string) => void;
  /** Told once, with what was seen last, when it crashed {@link CRASHES_TO_GIVE_UP} times within a minute. */
  onGiveUp: (log: string) => void;
  /** Done after every restart, before it counts as up again. */
  afterRestart?: () => Promise<void>;
};

export type Supervised = {
  current: () => RunningProcess;
  /** Resolves when it is stopped, or given up. */
  ended: Promise<void>;
};

/** Keeps a process running. Resolves when it runs for the first time; that it does not is thrown. */
export async function supervise(watch: Watch): Promise<Supervised> {
  let current = await watch.start(watch.signal);
  const crashes: number[] = [];

  async function keepUp(): Promise<void> {
    for (;;) {
      const exit = await current.exited;
      if (watch.signal.aborted || !(await restart(describeExit(exit)))) return;
    }
  }

  /** False when there is no use in trying again. */
  async function restart(reason: string): Promise<boolean> {
    let why = reason;
    for (;;) {
      if (isHopeless(crashes)) {
        watch.onGiveUp(current.logTail() || why);
        return false;
      }
      watch.onCrash(why);
      try {
        await delay(PAUSE_MS * crashes.length, undefined, { signal: watch.signal });
        current = await watch.start(watch.signal);
        await watch.afterRestart?.();
        return true;
      } catch (error) {
        if (watch.signal.aborted) return false;
        await current.stop();
        why = describeError(error);
      }
    }
  }

  return { current: () => current, ended: keepUp() };
}

/** Counts this crash too. */
function isHopeless(crashes: number[]): boolean {
  const now = performance.now();
  crashes.push(now);
  while (crashes[0] !== undefined && now - crashes[0] > WINDOW_MS) crashes.shift();
  return crashes.length >= CRASHES_TO_GIVE_UP;
}

function describeExit({ code, signal }: Exit): string {
  return signal === null ? `exit code ${code ?? "unknown"}` : `signal ${signal}`;
}
