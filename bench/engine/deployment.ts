import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { createExecutionTrigger } from "#lib/aws/execution-trigger.ts";
import { connectDatabase } from "#lib/db/client.ts";
import { migrate } from "#lib/db/migrate.ts";
import { CreateAccountInput } from "#lib/domain/account.ts";
import type { EngineLinks, ExecutionTrigger } from "#lib/domain/execution-trigger.ts";
import { SYSTEM_ACTOR } from "#lib/domain/permissions.ts";
import type { AccountRegion } from "#lib/domain/regions.ts";
import { createAccount } from "#lib/services/accounts/create.ts";
import type { Context } from "#lib/services/context.ts";
import { deployStateMachine } from "#scripts/stack/deploy.ts";
import { HOME_REGION, productEnvironment } from "#scripts/stack/environment.ts";
import { anyFreePort } from "#scripts/stack/ports.ts";
import { createDatabase, startPostgres } from "#scripts/stack/postgres.ts";
import type { Environment, RunningProcess } from "#scripts/stack/process.ts";
import { REPOSITORY } from "#scripts/stack/repository.ts";
import { scratchFolder } from "#scripts/stack/scratch-folder.ts";
import { startSimulator } from "#scripts/stack/simulator.ts";
import { waitUntil } from "#scripts/stack/wait-until.ts";
import { startWorker } from "#scripts/stack/worker.ts";

import { type Control, controlOf } from "../control.ts";
import type { Usage } from "./usage.ts";

/** A source server, by the names that AWS gives. */
export type ServerRef = AccountRegion & { sourceServerId: string };

export type BenchSettings = {
  /** How many times faster than AWS the simulator is. */
  speed: number;
  /** Source servers in each of the first places. */
  servers: number[];
  /** Lengths of time that differ from the product's own. */
  lengths?: Environment;
};

export type BenchDeployment = {
  speed: number;
  simulatorUrl: string;
  ctx: Context;
  trigger: ExecutionTrigger;
  links: EngineLinks;
  control: Control;
  /** The servers of each place, none of them in a group. */
  servers: ServerRef[][];
  startWorker: () => Promise<RunningProcess>;
  /** Until the inventory has all servers; needs a worker. */
  untilInventoried: () => Promise<void>;
  /** Stops every worker; what each has used in its life. */
  stopWorkers: () => Promise<Usage[]>;
  close: () => Promise<void>;
};

const PATIENCE_SECONDS = 120;

/**
 * A whole deployment for a benchmark: the simulator without any servers but those asked for, a PostgreSQL that writes to
 * the disk as one in earnest does, and the product's own lengths of time.
 */
export async function openDeployment({ speed, servers, lengths = {} }: BenchSettings): Promise<BenchDeployment> {
  const folder = scratchFolder("bench");
  const logOf = (name: string): string => join(folder, `${name}.log`);
  const [port, postgresPort] = await Promise.all([anyFreePort(), anyFreePort()]);
  const [simulator, postgres] = await Promise.all([
    startSimulator({ port, speed, logFile: logOf("simulator") }),
    startPostgres({
      dataDir: join(folder, "postgres"),
      port: postgresPort,
      password: "bench",
      logFile: logOf("postgres"),
    }),
  ]);
  const databaseUrl = await createDatabase(postgres, "bench");
  await migrate(databaseUrl);
  const control = controlOf(simulator.url);
  await control("POST", "/seed", { topology: "empty" });
  const deployment = await deployStateMachine(simulator.url, lengths);
  // The trigger is a client of the AWS SDK in this process, which looks for credentials here.
  process.env["AWS_ACCESS_KEY_ID"] = "AKIABENCHBENCHBENCHB";
  process.env["AWS_SECRET_ACCESS_KEY"] = "secret-of-no-account";
  const trigger = createExecutionTrigger({ homeRegion: HOME_REGION, endpoint: simulator.url, ...deployment });
  const db = connectDatabase(databaseUrl);
  const ctx: Context = { db, actor: SYSTEM_ACTOR, now: () => new Date(), simulated: true };
  const places = await registerAccounts(ctx, control);
  const added = await Promise.all(servers.map((count, index) => addServers(control, places[index], count)));
  const workers: { process: RunningProcess; usageFile: string }[] = [];
  let count = 0;
  return {
    ...{ speed, simulatorUrl: simulator.url, ctx, trigger, control, servers: added },
    links: { homeRegion: HOME_REGION, executionArn: trigger.executionArn },
    async startWorker() {
      count += 1;
      const name = `worker-${count}`;
      const usageFile = join(folder, `${name}.json`);
      const overrides = { LOG_LEVEL: "warn", ...lengths, ...countingInto(usageFile) };
      const env = productEnvironment({ databaseUrl, simulatorUrl: simulator.url, deployment, overrides });
      const started = await startWorker({ env, logFile: logOf(name) });
      workers.push({ process: started, usageFile });
      return started;
    },
    async untilInventoried() {
      const all = servers.reduce((sum, count) => sum + count, 0);
      await waitUntil(async () => (await db.sourceServer.count()) >= all, {
        what: `The inventory did not show ${all} servers`,
        seconds: PATIENCE_SECONDS,
      });
    },
    async stopWorkers() {
      await Promise.all(workers.map((worker) => worker.process.stop()));
      const files = workers.splice(0).map((worker) => worker.usageFile);
      return files.filter(existsSync).map((file) => JSON.parse(readFileSync(file, "utf8")) as Usage);
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.process.kill()));
      await db.$disconnect();
      await Promise.all([simulator.process.stop(), postgres.process.stop()]);
    },
  };
}

function countingInto(usageFile: string): Environment {
  const counting = pathToFileURL(join(REPOSITORY, "bench/engine/usage.ts")).href;
  return { NODE_OPTIONS: `--import=${counting}`, BENCH_USAGE_FILE: usageFile };
}

type SeededAccount = {
  accountId: string;
  name: string;
  roleArn: string | null;
  externalId: string | null;
  regions: string[];
};

/** Registers what the simulator has; answers the places in which servers can be. */
async function registerAccounts(ctx: Context, control: Control): Promise<AccountRegion[]> {
  const places: AccountRegion[] = [];
  for (const account of (await control<{ accounts: SeededAccount[] }>("GET", "/state")).accounts) {
    const { accountId, name, roleArn, externalId, regions } = account;
    if (roleArn === null || externalId === null) continue;
    await createAccount(ctx, CreateAccountInput.parse({ accountId, name, roleArn, externalId, regions }));
    places.push(...regions.map((region) => ({ accountId, region })));
  }
  return places;
}

async function addServers(control: Control, place: AccountRegion | undefined, count: number): Promise<ServerRef[]> {
  if (place === undefined) throw new Error("The simulator has no further account and Region.");
  const { ids } = await control<{ ids: string[] }>("POST", "/source-servers", { ...place, count, prefix: "bench-" });
  return ids.map((sourceServerId) => ({ ...place, sourceServerId }));
}
