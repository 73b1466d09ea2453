import { join } from "node:path";

import { migrate } from "#lib/db/migrate.ts";

import { deployStateMachines } from "./deploy.ts";
import { productEnvironment, signInEnvironment, type Deployment } from "./environment.ts";
import { startIdentityProvider } from "./identity-provider.ts";
import type { Ports } from "./ports.ts";
import { createDatabase, startPostgres } from "./postgres.ts";
import { clusterFolder } from "./postgres-cluster.ts";
import type { Environment, RunningProcess } from "./process.ts";
import { CLIENT_ID, type Secrets } from "./secrets.ts";
import { startSimulator } from "./simulator.ts";
import { startDevelopmentWeb, startWeb } from "./web.ts";
import { startWorker } from "./worker.ts";

export type Plan = {
  /** Where data and logs go. */
  folder: string;
  ports: Ports;
  secrets: Secrets;
  speed: number;
  /** Nothing is kept on disk with care, and the simulator keeps nothing at all. */
  isDisposable?: boolean;
  /** Web and worker run from source and follow its changes. */
  isDevelopment?: boolean;
  /** Settings of web and worker that differ from the product's own. */
  overrides?: Environment;
};

export type StartPart = (signal?: AbortSignal) => Promise<RunningProcess>;

/** The processes of one deployment, each ready to be started; what they tell each other is settled beforehand. */
export type Parts = {
  webUrl: string;
  simulatorUrl: string;
  issuer: string;
  databaseUrl: string;
  startPostgres: StartPart;
  migrate: () => Promise<void>;
  startSimulator: StartPart;
  /** Comes before web and worker: they are told what was deployed. */
  deploy: () => Promise<Deployment>;
  startIdentityProvider: StartPart;
  startWeb: StartPart;
  startWorker: StartPart;
};

const DATABASE = "drs_orchestrator";

export function partsOf(plan: Plan): Parts {
  const { folder, ports, secrets, isDisposable = false, isDevelopment = false } = plan;
  const urls = addressesOf(plan);
  const log = (name: string): string => join(folder, "logs", `${name}.log`);
  let deployment: Deployment | undefined;

  function environment(): Environment {
    if (deployment === undefined) throw new Error("The state machine is deployed before web and worker start.");
    const own = { SECRETS_KEY: secrets.secretsKey, CONSOLE_URL: urls.webUrl };
    return productEnvironment({ ...urls, deployment, overrides: { ...own, ...plan.overrides } });
  }

  return {
    ...urls,
    startPostgres: async (signal) => {
      const dataDir = clusterFolder(folder);
      const { postgresPassword: password } = secrets;
      const options = { dataDir, port: ports.postgres, password, logFile: log("postgres"), isDisposable };
      return (await startPostgres({ ...options, signal })).process;
    },
    async migrate() {
      const url = (database: string): string => databaseUrl(plan, database);
      await migrate(await createDatabase({ url }, DATABASE));
    },
    startSimulator: async (signal) => {
      const stateFile = isDisposable ? undefined : join(folder, "simulator.json");
      const options = { port: ports.simulator, speed: plan.speed, stateFile, logFile: log("simulator") };
      return (await startSimulator({ ...options, signal })).process;
    },
    async deploy() {
      deployment = await deployStateMachines(urls.simulatorUrl, plan.overrides);
      return deployment;
    },
    startIdentityProvider: async (signal) => {
      const { people, keys, clientSecret } = secrets;
      const settings = {
        port: ports.identityProvider,
        webUrl: urls.webUrl,
        clientId: CLIENT_ID,
        clientSecret,
        people,
        keys,
      };
      const options = {
        settings,
        settingsFile: join(folder, "identity-provider.json"),
        logFile: log("identity-provider"),
      };
      return (await startIdentityProvider({ ...options, signal })).process;
    },
    startWeb: (signal) => {
      const { sessionSecret, clientSecret } = secrets;
      const signIn = signInEnvironment({ ...urls, clientId: CLIENT_ID, clientSecret, sessionSecret });
      const options = { port: ports.web, env: { ...environment(), ...signIn }, logFile: log("web"), signal };
      return isDevelopment ? startDevelopmentWeb(options) : startWeb(options);
    },
    startWorker: (signal) => startWorker({ env: environment(), logFile: log("worker"), isDevelopment, signal }),
  };
}

function addressesOf(plan: Plan): Pick<Parts, "webUrl" | "simulatorUrl" | "issuer" | "databaseUrl"> {
  const { ports } = plan;
  return {
    webUrl: `http://127.0.0.1:${ports.web}`,
    simulatorUrl: `http://127.0.0.1:${ports.simulator}`,
    issuer: `http://127.0.0.1:${ports.identityProvider}`,
    databaseUrl: databaseUrl(plan, DATABASE),
  };
}

function databaseUrl({ ports, secrets }: Plan, database: string): string {
  return `postgresql://postgres:${secrets.postgresPassword}@127.0.0.1:${ports.postgres}/${database}`;
}
