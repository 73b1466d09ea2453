import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join, relative } from "node:path";

import { buildConsole } from "../stack/next-build.ts";
import { partsOf, type Parts } from "../stack/parts.ts";
import { clusterFolder } from "../stack/postgres-cluster.ts";
import { REPOSITORY } from "../stack/repository.ts";
import { choosePorts } from "../stack/remembered-ports.ts";
import { readOrCreateSecrets } from "../stack/secrets.ts";
import { aborted } from "../stack/stop-requests.ts";
import { Crew } from "./crew.ts";
import { writeCredentials } from "./credentials.ts";
import type { DemoOptions } from "./options.ts";
import { say } from "./say.ts";
import { seed } from "./seed.ts";
import { printWelcome } from "./welcome.ts";

export type Demo = { folder: string; options: DemoOptions; stopRequested: AbortSignal };

/** Brings everything up, keeps it up until a stop is asked for, and takes it down. Throws when it cannot stay up. */
export async function runDemo({ folder, options, stopRequested }: Demo): Promise<void> {
  if (options.reset) reset(folder);
  tidy(folder);
  const secrets = readOrCreateSecrets(join(folder, "secrets.json"));
  const ports = await choosePorts({ file: join(folder, "ports.json"), web: options.port });
  if (options.port !== undefined && ports.web !== options.port) {
    say(`Port ${options.port} is taken, so the console gets ${ports.web}.`);
  }
  const parts = partsOf({ folder, ports, secrets, speed: options.speed, isDevelopment: options.isDevelopment });
  const crew = new Crew(say);
  try {
    const up = bringUp({ folder, parts, crew, isDevelopment: options.isDevelopment, signal: stopRequested });
    await Promise.race([up, crew.lost, aborted(stopRequested)]);
    if (!stopRequested.aborted) {
      const apiToken = await Promise.race([seed({ parts, folder, secrets, say, signal: stopRequested }), crew.lost]);
      const credentials = { url: parts.webUrl, simulatorUrl: parts.simulatorUrl, apiToken, users: secrets.people };
      printWelcome(writeCredentials(folder, credentials), relative(REPOSITORY, folder));
    }
    await Promise.race([aborted(stopRequested), crew.lost]);
  } finally {
    say("Stopping.");
    await crew.stop();
  }
}

type BringUp = { folder: string; parts: Parts; crew: Crew; isDevelopment: boolean; signal: AbortSignal };

async function bringUp({ folder, parts, crew, isDevelopment, signal }: BringUp): Promise<void> {
  say("Starting PostgreSQL, the AWS simulator and the identity provider.");
  await Promise.all([
    isDevelopment ? null : buildConsole({ logFile: join(folder, "logs/build.log"), say, signal }),
    crew.hire("PostgreSQL", parts.startPostgres).then(() => parts.migrate()),
    crew.hire("The AWS simulator", parts.startSimulator, { afterRestart: redeploy(parts) }).then(redeploy(parts)),
    crew.hire("The identity provider", parts.startIdentityProvider),
  ]);
  signal.throwIfAborted();
  say("Starting the web server and the worker.");
  await Promise.all([
    crew.hire("The web server", parts.startWeb, { stopsFirst: true }),
    crew.hire("The worker", parts.startWorker, { stopsFirst: true }),
  ]);
  say(`The sign-in page is at ${parts.webUrl}/sign-in`);
}

function redeploy(parts: Parts): () => Promise<void> {
  return async () => {
    await parts.deploy();
  };
}

const STATE = "credentials identity-provider ports secrets seeded simulator".split(" ").map((name) => `${name}.json`);

function reset(folder: string): void {
  say("Deleting the data of earlier runs.");
  rmSync(clusterFolder(folder), { recursive: true, force: true });
  for (const name of STATE) rmSync(join(folder, name), { force: true });
}

/** The credentials of a run are there while it runs; its logs stay until the run after the next. */
function tidy(folder: string): void {
  rmSync(join(folder, "credentials.json"), { force: true });
  const logs = join(folder, "logs");
  rmSync(`${logs}.previous`, { recursive: true, force: true });
  if (existsSync(logs)) renameSync(logs, `${logs}.previous`);
  mkdirSync(logs);
}
