import { join } from "node:path";

import { createCleanupTrigger, createExecutionTrigger } from "#lib/aws/execution-trigger.ts";
import { connectDatabase } from "#lib/db/client.ts";
import { CreateAccountInput } from "#lib/domain/account.ts";
import type { CleanupTrigger, EngineLinks, ExecutionTrigger } from "#lib/domain/execution-trigger.ts";
import { SYSTEM_ACTOR } from "#lib/domain/permissions.ts";
import { createAccount } from "#lib/services/accounts/create.ts";
import type { Context } from "#lib/services/context.ts";
import { deployStateMachines } from "#scripts/stack/deploy.ts";
import { HOME_REGION, productEnvironment } from "#scripts/stack/environment.ts";
import { anyFreePort } from "#scripts/stack/ports.ts";
import type { Environment, RunningProcess } from "#scripts/stack/process.ts";
import { scratchFolder } from "#scripts/stack/scratch-folder.ts";
import { startSimulator } from "#scripts/stack/simulator.ts";
import { startWorker } from "#scripts/stack/worker.ts";
import { testDatabase } from "#scripts/testing/database.ts";

import { type SimulatedAws, simulatedAws } from "./simulated-aws.ts";

/** The product's own lengths of time, cut so that a test of a lost worker takes seconds. */
const SHORT: Environment = {
  STEP_HEARTBEAT_SECONDS: "3",
  PARKED_HEARTBEAT_SECONDS: "6",
  LAUNCH_CLAIM_SECONDS: "4",
  LAUNCH_GRACE_SECONDS: "1",
  LAUNCH_LOOK_SECONDS: "2",
  WATCH_SECONDS: "0.3",
  SWEEP_SECONDS: "1",
  INVENTORY_SYNC_SECONDS: "2",
  LOG_LEVEL: "warn",
};
const SPEED = 300;

export type EngineDeployment = {
  /** Where the processes of this deployment write their logs. */
  logFolder: string;
  databaseUrl: string;
  deployment: { stateMachineArn: string; activityArn: string };
  aws: SimulatedAws;
  ctx: Context;
  trigger: ExecutionTrigger;
  cleanupTrigger: CleanupTrigger;
  links: EngineLinks;
  startWorker: (overrides?: Environment) => Promise<RunningProcess>;
  close: () => Promise<void>;
};

/** A simulator and a database of its own, the state machine deployed, the accounts registered, and no worker yet. */
/** `workerEnv`: settings of every worker. */
export type EngineOptions = { speed?: number; workerEnv?: Environment };

export async function deployEngine({ speed = SPEED, workerEnv = {} }: EngineOptions = {}): Promise<EngineDeployment> {
  const folder = scratchFolder("engine");
  const logOf = (name: string): string => join(folder, `${name}.log`);
  const simulator = await startSimulator({
    port: await anyFreePort(),
    speed,
    logFile: logOf("simulator"),
  });
  const aws = simulatedAws(simulator.url);
  const [{ url: databaseUrl }, deployment] = await Promise.all([
    testDatabase(),
    deployStateMachines(simulator.url, SHORT),
  ]);
  const db = connectDatabase(databaseUrl);
  const ctx: Context = { db, actor: SYSTEM_ACTOR, now: () => new Date(), simulated: true };
  // The trigger is a client of the AWS SDK in this process, which looks for credentials here.
  process.env["AWS_ACCESS_KEY_ID"] = "AKIATESTTESTTESTTEST";
  process.env["AWS_SECRET_ACCESS_KEY"] = "secret-of-no-account";
  const trigger = createExecutionTrigger({ homeRegion: HOME_REGION, endpoint: simulator.url, ...deployment });
  const workers: RunningProcess[] = [];
  await registerAccounts(ctx, aws);
  return {
    logFolder: folder,
    databaseUrl,
    deployment,
    aws,
    ctx,
    trigger,
    cleanupTrigger: createCleanupTrigger({
      homeRegion: HOME_REGION,
      endpoint: simulator.url,
      stateMachineArn: deployment.cleanupStateMachineArn,
    }),
    links: { homeRegion: HOME_REGION, executionArn: trigger.executionArn },
    async startWorker(overrides = {}) {
      const settings = {
        databaseUrl,
        simulatorUrl: simulator.url,
        deployment,
        overrides: { ...SHORT, ...workerEnv, ...overrides },
      };
      const worker = await startWorker({
        env: productEnvironment(settings),
        logFile: logOf(`worker-${workers.length + 1}`),
      });
      workers.push(worker);
      return worker;
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.kill()));
      await db.$disconnect();
      await simulator.process.stop();
    },
  };
}

async function registerAccounts(ctx: Context, aws: SimulatedAws): Promise<void> {
  for (const { accountId, name, roleArn, externalId, regions } of (await aws.world()).accounts) {
    if (roleArn === null || externalId === null) continue;
    await createAccount(ctx, CreateAccountInput.parse({ accountId, name, roleArn, externalId, regions }));
  }
}
