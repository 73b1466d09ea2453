import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { withLock } from "../bootstrap/lock.mjs";
import { baseEnvironment } from "./environment.ts";
import { Failure } from "./failure.ts";
import { startProcess } from "./process.ts";
import { REPOSITORY } from "./repository.ts";
import { sourceDigest } from "./source-digest.ts";

const OUTPUT = join(REPOSITORY, ".next");
const STAMP = join(OUTPUT, "built-from");

export type Build = { logFile: string; say: (line: string) => void; signal?: AbortSignal | undefined };

/** Builds the console unless it was built from these very sources. */
export async function buildConsole({ logFile, say, signal }: Build): Promise<void> {
  mkdirSync(join(REPOSITORY, ".cache"), { recursive: true });
  const waiting = "Waiting for another command that builds the console.";
  await withLock(join(REPOSITORY, ".cache/build.lock"), waiting, async () => {
    const digest = sourceDigest();
    if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === digest) return;
    say("Building the console.");
    rmSync(STAMP, { force: true });
    rmSync(logFile, { force: true });
    await runBuild(logFile, signal);
    completeStandalone();
    writeFileSync(STAMP, digest);
  });
}

async function runBuild(logFile: string, signal: AbortSignal | undefined): Promise<void> {
  const build = await startProcess({
    name: "The build",
    command: process.execPath,
    args: ["node_modules/next/dist/bin/next", "build"],
    env: baseEnvironment(),
    logFile,
    signal,
  });
  const { code } = await build.exited;
  if (code !== 0)
    throw new Failure(`The console could not be built. The end of what the build said:\n${build.logTail(30)}`);
}

/** Next leaves out what a CDN could serve; ours is served by the same process. */
function completeStandalone(): void {
  const standalone = join(OUTPUT, "standalone");
  cpSync(join(OUTPUT, "static"), join(standalone, ".next/static"), { recursive: true });
  const assets = join(REPOSITORY, "public");
  if (existsSync(assets)) cpSync(assets, join(standalone, "public"), { recursive: true });
}
