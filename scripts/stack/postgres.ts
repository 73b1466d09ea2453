import { join } from "node:path";

import { Client, escapeIdentifier } from "pg";

import { baseEnvironment } from "./environment.ts";
import { prepareCluster } from "./postgres-cluster.ts";
import { clearStalePostmaster } from "./postmaster.ts";
import { startProcess, type RunningProcess } from "./process.ts";
import { untilReady } from "./ready.ts";

export type PostgresOptions = {
  dataDir: string;
  port: number;
  password: string;
  logFile: string;
  /** Data that nobody will miss after a power cut: several times faster. */
  isDisposable?: boolean;
  signal?: AbortSignal | undefined;
};

export type Postgres = { process: RunningProcess; port: number; url: (database: string) => string };

/** Starts PostgreSQL on 127.0.0.1 and waits until it takes connections. Its data outlives it. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { dataDir, port, password, logFile, isDisposable = false, signal } = options;
  const { binaries, user } = prepareCluster(dataDir, password);
  await clearStalePostmaster(dataDir);
  const settings = { ...SETTINGS, ...(isDisposable ? WITHOUT_DURABILITY : {}), port: String(port) };
  const running = await startProcess({
    name: "PostgreSQL",
    command: binaries.postgres,
    args: ["-D", dataDir, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    env: baseEnvironment(),
    cwd: dataDir,
    logFile,
    signal,
    stopSignal: "SIGINT",
    ...(user === undefined ? {} : { user }),
  });
  const url = (database: string): string => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`;
  await untilReady(running, () => takesConnections(url("postgres")), 30);
  return { process: running, port, url };
}

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "200",
  timezone: "UTC",
  log_timezone: "UTC",
};

const WITHOUT_DURABILITY = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

async function takesConnections(url: string): Promise<boolean> {
  try {
    await query(url, "SELECT 1");
    return true;
  } catch {
    return false;
  }
}

/** Runs one statement on a connection of its own. */
export async function query(
  url: string,
  statement: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement, values);
    return rows;
  } finally {
    await client.end();
  }
}

/** Creates the database unless it exists; with a `template` as a copy of that one. Answers its address. */
export async function createDatabase(server: Pick<Postgres, "url">, name: string, template?: string): Promise<string> {
  const admin = server.url("postgres");
  const existing = await query(admin, "SELECT 1 FROM pg_database WHERE datname = $1", [name]);
  if (existing.length === 0) {
    const copy = template === undefined ? "" : ` TEMPLATE ${escapeIdentifier(template)}`;
    await query(admin, `CREATE DATABASE ${escapeIdentifier(name)}${copy}`);
  }
  return server.url(name);
}

/** Postgres for one command: in a folder of its own that is deleted with it. */
export async function startScratchPostgres(folder: string, port: number): Promise<Postgres> {
  const dataDir = join(folder, "postgres");
  return startPostgres({
    dataDir,
    port,
    password: "scratch",
    logFile: join(folder, "postgres.log"),
    isDisposable: true,
  });
}
