import { spawn } from "node:child_process";
import { delimiter, dirname, join, resolve } from "node:path";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

import { prepare } from "./dependencies.mjs";
import { watchNpm } from "./npm.mjs";
import { say, Stop } from "./say.mjs";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const LEASH = new URL("./leash.mjs", import.meta.url).href;
const OLDEST_NODE = 20;
const FORWARDED = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a TypeScript program of this repository on the Node.js that its dependencies bring, after installing these.
 * `args` checks the command line first, and throws `Stop` about what it does not know.
 * @param {{ program: string, args?: (given: string[]) => string[] }} command
 */
export async function start({ program, args = (given) => given }) {
  try {
    requireNode();
    const programArgs = args(process.argv.slice(2));
    await prepare(ROOT);
    process.exitCode = await runProgram(program, programArgs);
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
    process.exitCode = error.exitCode;
  }
}

function requireNode() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major >= OLDEST_NODE) return;
  throw new Stop(
    `This needs Node.js ${OLDEST_NODE} or newer, and this is ${process.version}. Install a newer one from https://nodejs.org, then try again.`,
  );
}

/** The channel between both tells the program when this process is gone: see leash.mjs. */
function runProgram(program, programArgs) {
  const bin = join(ROOT, "node_modules/.bin");
  const env = {
    ...process.env,
    PATH: [bin, process.env.PATH ?? ""].join(delimiter),
    NEXT_TELEMETRY_DISABLED: "1",
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  };
  const child = spawn(join(bin, "node"), ["--import", LEASH, join(ROOT, program), ...programArgs], {
    cwd: ROOT,
    env,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  child.channel?.unref();
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  watchNpm(() => child.kill("SIGTERM"));
  return new Promise((done, failed) => {
    child.once("error", failed);
    child.once("exit", (code, signal) => done(code ?? 128 + (constants.signals[signal] ?? 1)));
  });
}
