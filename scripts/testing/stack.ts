import { apiClient, type Api } from "../demo/api.ts";
import { createAccounts } from "../demo/accounts.ts";
import { mintToken } from "../demo/token.ts";
import { adminOf } from "../identity-provider/people.ts";
import { partsOf, type Parts } from "../stack/parts.ts";
import { anyFreePort, type Ports } from "../stack/ports.ts";
import type { Environment, RunningProcess } from "../stack/process.ts";
import { scratchFolder } from "../stack/scratch-folder.ts";
import { newSecrets, type Secrets } from "../stack/secrets.ts";

export type TestStackOptions = {
  /** How many times faster than AWS; Step Functions never is. */
  speed?: number;
  /** Console, API and sign-in too; needs a build. */
  withConsole?: boolean;
  /** Settings of web, worker and state machine, such as shorter heartbeats. */
  overrides?: Environment;
};

export type TestStack = {
  parts: Parts;
  /** Holds the logs: `logs/worker.log` and so on. */
  folder: string;
  people: Secrets["people"];
  /** May everything. Only with the console. */
  apiToken: string;
  api: Api;
  /** Starts one more worker; it ends with the stack, or earlier when the test ends it. */
  addWorker: () => Promise<RunningProcess>;
  stop: () => Promise<void>;
};

const QUICK = 600;

/**
 * A whole deployment of a test's own, on free ports, in a folder that goes with it: PostgreSQL, the simulator with its
 * accounts, a deployed state machine and, with the console, one worker. Without it the test adds workers as it likes.
 */
export async function startTestStack(options: TestStackOptions = {}): Promise<TestStack> {
  const { speed = QUICK, withConsole = false, overrides = {} } = options;
  const folder = scratchFolder("stack");
  const secrets = newSecrets();
  const parts = partsOf({ folder, ports: await chooseTestPorts(), secrets, speed, isDisposable: true, overrides });
  const clients: RunningProcess[] = [];
  const servers: RunningProcess[] = [];

  async function stop(): Promise<void> {
    await Promise.all(clients.map((each) => each.stop()));
    await Promise.all(servers.map((each) => each.stop()));
  }

  async function addWorker(): Promise<RunningProcess> {
    const worker = await parts.startWorker();
    clients.push(worker);
    return worker;
  }

  try {
    await Promise.all([
      parts.startPostgres().then((postgres) => {
        servers.push(postgres);
        return parts.migrate();
      }),
      parts.startSimulator().then((simulator) => {
        servers.push(simulator);
        return parts.deploy();
      }),
      withConsole ? parts.startIdentityProvider().then((provider) => servers.push(provider)) : null,
    ]);
    const apiToken = await mintToken(parts.databaseUrl, adminOf(secrets.people));
    const api = apiClient({ url: parts.webUrl, token: apiToken });
    if (withConsole) {
      clients.push(await parts.startWeb());
      await addWorker();
      await createAccounts(api, parts.simulatorUrl);
    }
    return { parts, folder, people: secrets.people, apiToken, api, addWorker, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function chooseTestPorts(): Promise<Ports> {
  const [web, simulator, postgres, identityProvider] = await Promise.all([
    anyFreePort(),
    anyFreePort(),
    anyFreePort(),
    anyFreePort(),
  ]);
  return { web, simulator, postgres, identityProvider };
}
