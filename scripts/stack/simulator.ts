import { baseEnvironment } from "./environment.ts";
import { startProcess, type RunningProcess } from "./process.ts";
import { untilReady } from "./ready.ts";
import { answers } from "./wait-until.ts";

export type SimulatorOptions = {
  port: number;
  logFile: string;
  /** How many times faster than AWS; Step Functions never is. */
  speed: number;
  seed?: number;
  /** Where its state is kept; without it a restart begins anew. */
  stateFile?: string | undefined;
  signal?: AbortSignal | undefined;
};

export type Simulator = { process: RunningProcess; url: string };

/** Starts the AWS simulator and waits until it answers. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { port, logFile, speed, seed = 1, stateFile, signal } = options;
  const url = `http://127.0.0.1:${port}`;
  const flags = { port, speed, seed, ...(stateFile === undefined ? {} : { state: stateFile }) };
  const running = await startProcess({
    name: "The AWS simulator",
    command: process.execPath,
    args: ["simulator/main.ts", ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, String(value)])],
    env: baseEnvironment(),
    logFile,
    signal,
  });
  await untilReady(running, () => answers(`${url}/_control/health`));
  return { process: running, url };
}
