import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { errorLines, lastLines, run } from "./command.mjs";
import { isInstalled } from "./installed.mjs";
import { withLock } from "./lock.mjs";
import { say, Stop } from "./say.mjs";
import { digest, isStamped, stamp } from "./stamp.mjs";

/** `prisma generate` downloads an engine that it does not use, unless it is told of any program instead. */
const NO_ENGINE_DOWNLOAD = { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath };
const QUIET = { NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1", PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" };

/** Installs what package-lock.json names and generates the database client, each only when it is missing or stale. */
export async function prepare(root) {
  const lockfile = readFileSync(join(root, "package-lock.json"));
  const schema = readFileSync(join(root, "prisma/schema.prisma"));
  const generated = { file: join(root, "lib/db/generated/.schema"), value: digest(schema, lockfile) };
  if (isInstalled(root) && isStamped(generated.file, generated.value)) return;
  mkdirSync(join(root, ".cache"), { recursive: true });
  await withLock(
    join(root, ".cache/install.lock"),
    "Waiting for another command that installs the dependencies.",
    async () => {
      if (!isInstalled(root)) await install(root);
      if (!isStamped(generated.file, generated.value)) await generate(root, generated);
    },
  );
}

async function install(root) {
  say("Installing the dependencies. The first time this takes a minute or two.");
  const npm = process.env.npm_execpath;
  const [command, first] = npm === undefined ? ["npm", []] : [process.execPath, [npm]];
  const args = [...first, "ci", "--no-audit", "--no-fund", "--include=dev", "--include=optional"];
  const { code, output } = await run(command, args, { cwd: root, env: environment() });
  if (code !== 0) {
    throw new Stop(
      `The dependencies could not be installed: npm ci ended with code ${code}. It said:\n${errorLines(output)}`,
    );
  }
  if (!existsSync(join(root, "node_modules/.bin/node"))) {
    throw new Stop(
      "npm ci left out node_modules/.bin/node. Allow install scripts (npm config delete ignore-scripts), then try again.",
    );
  }
}

async function generate(root, { file, value }) {
  say("Generating the database client.");
  const node = join(root, "node_modules/.bin/node");
  const cli = join(root, "node_modules/prisma/build/index.js");
  const { code, output } = await run(node, [cli, "generate"], { cwd: root, env: environment() });
  if (code !== 0)
    throw new Stop(`The database client could not be generated. prisma generate said:\n${lastLines(output, 15)}`);
  stamp(file, value);
}

function environment() {
  const { npm_config_production: _production, NODE_ENV: _environment, NODE_OPTIONS: _options, ...rest } = process.env;
  return { ...rest, ...NO_ENGINE_DOWNLOAD, ...QUIET };
}
