import { startProcess, type Environment, type RunningProcess } from "./process.ts";

export type WorkerOptions = {
  isDevelopment?: boolean;
  env: Environment;
  logFile: string;
  signal?: AbortSignal | undefined;
};

/** Starts a worker. It has no door to knock at: that it works shows in what it does. */
export async function startWorker({
  env,
  logFile,
  isDevelopment = false,
  signal,
}: WorkerOptions): Promise<RunningProcess> {
  return startProcess({
    name: "The worker",
    command: process.execPath,
    args: [...(isDevelopment ? ["--watch-preserve-output", "--watch"] : []), "worker/main.ts"],
    env,
    logFile,
    signal,
    stopSeconds: 10,
  });
}
