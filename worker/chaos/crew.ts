import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import type { RunningProcess } from "#scripts/stack/process.ts";
import { isAlive, signalGroup } from "#scripts/stack/signals.ts";

import type { EngineDeployment } from "../testing/engine-deployment.ts";
import { lastLine } from "./last-line.ts";
import type { Random } from "./random.ts";

/** The workers of a run: hired, killed, frozen and replaced, as a service keeps its tasks. */
export type Crew = {
  hire: () => Promise<void>;
  /** One that can work now, if there is any: one of the wanted processes, else anybody. */
  anyone: (random: Random, wanted?: readonly number[]) => RunningProcess | undefined;
  freeze: (worker: RunningProcess, seconds: number) => Promise<void>;
  /** Makes sure that there is somebody, be it one who is frozen. */
  keepManned: () => Promise<void>;
  pids: () => number[];
  /** Asks all to leave; what was still there afterwards or left in anger. */
  dismiss: () => Promise<string[]>;
  /** Lines of the logs that tell of something unforeseen. */
  complaints: () => string[];
};

/** pino's number of an error. */
const ERROR = 50;

export function gatherCrew(deployment: EngineDeployment, notify: boolean): Crew {
  const workers: RunningProcess[] = [];
  const frozen = new Set<RunningProcess>();
  const quits: string[] = [];
  const working = () => workers.filter((worker) => !worker.hasExited() && !frozen.has(worker));

  async function hire(): Promise<void> {
    const worker = await deployment.startWorker(notify ? {} : { DATABASE_NOTIFY: "off" });
    workers.push(worker);
    void worker.exited.then(({ code }) => {
      // Killed ones have no code. One that leaves by itself is replaced, as a service would.
      if (code !== null && code !== 0) quits.push(`A worker ended by itself with code ${code}`);
    });
  }

  function wake(worker: RunningProcess): void {
    if (frozen.delete(worker) && !worker.hasExited()) signalGroup(worker.pid, "SIGCONT");
  }

  return {
    hire,
    anyone(random, wanted = []) {
      const found = working().filter(({ pid }) => wanted.includes(pid));
      const [first, ...rest] = found.length > 0 ? found : working();
      return first === undefined ? undefined : random.pick([first, ...rest]);
    },
    async freeze(worker, seconds) {
      frozen.add(worker);
      signalGroup(worker.pid, "SIGSTOP");
      await delay(seconds * 1000);
      wake(worker);
    },
    async keepManned() {
      if (workers.every((worker) => worker.hasExited())) await hire();
    },
    pids: () => working().map(({ pid }) => pid),
    async dismiss() {
      for (const worker of frozen) wake(worker);
      const leaving = working();
      await Promise.all(leaving.map((worker) => worker.stop()));
      const exits = await Promise.all(leaving.map((worker) => worker.exited));
      // One that was hired a moment ago may be asked before it can hear it, and ends by the signal itself.
      const rude = exits.filter(({ code, signal }) => code !== 0 && signal !== "SIGTERM");
      const left = workers.filter(({ pid }) => isAlive(pid)).map(({ pid }) => `Worker ${pid} is still there`);
      return [...left, ...rude.map((exit) => `A worker that was asked to leave ended with ${JSON.stringify(exit)}`)];
    },
    complaints: () => [...quits, ...complaintsIn(deployment.logFolder)],
  };
}

/** What workers wrote at level error and above, and what is no log line at all, each once with its number. */
function complaintsIn(folder: string): string[] {
  const counts = new Map<string, number>();
  for (const file of readdirSync(folder).filter((name) => name.startsWith("worker"))) {
    for (const line of readFileSync(join(folder, file), "utf8").split("\n")) {
      const complaint = complaintOf(line);
      if (complaint !== null) counts.set(complaint, (counts.get(complaint) ?? 0) + 1);
    }
  }
  return [...counts].map(([complaint, count]) => `${complaint} (${count})`);
}

function complaintOf(line: string): string | null {
  if (line.trim() === "") return null;
  try {
    const { level, msg, err } = JSON.parse(line) as { level: number; msg?: string; err?: { message?: string } };
    return level < ERROR ? null : `${msg ?? ""}: ${lastLine(err?.message ?? "")}`;
  } catch {
    return line.slice(0, 200);
  }
}
