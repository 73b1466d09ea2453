import { existsSync } from "node:fs";
import { join } from "node:path";

import { Failure } from "./failure.ts";
import { startProcess, type Environment, type RunningProcess } from "./process.ts";
import { untilReady } from "./ready.ts";
import { REPOSITORY } from "./repository.ts";
import { answers } from "./wait-until.ts";

export type WebOptions = { port: number; env: Environment; logFile: string; signal?: AbortSignal | undefined };

const STANDALONE = join(REPOSITORY, ".next/standalone");

/** Starts the built console and API on 127.0.0.1 and waits until it answers. */
export async function startWeb({ port, env, logFile, signal }: WebOptions): Promise<RunningProcess> {
  if (!existsSync(join(STANDALONE, "server.js"))) {
    throw new Failure("The console is not built. Run npm run build, then try again.");
  }
  const running = await startProcess({
    name: "The web server",
    command: process.execPath,
    args: ["server.js"],
    cwd: STANDALONE,
    env: { ...env, PORT: String(port), HOSTNAME: "127.0.0.1" },
    logFile,
    signal,
  });
  return untilReady(running, () => answers(`http://127.0.0.1:${port}/api/health`));
}

/** Starts the console and API from source; pages are compiled when they are first asked for. */
export async function startDevelopmentWeb({ port, env, logFile, signal }: WebOptions): Promise<RunningProcess> {
  const running = await startProcess({
    name: "The web server",
    command: process.execPath,
    args: ["node_modules/next/dist/bin/next", "dev", "--hostname", "127.0.0.1", "--port", String(port)],
    env: { ...env, NODE_ENV: "development" },
    logFile,
    signal,
  });
  return untilReady(running, () => answers(`http://127.0.0.1:${port}/api/health`));
}
