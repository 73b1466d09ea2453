import { spawnSync } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

import { baseEnvironment } from "./environment.ts";
import { Failure } from "./failure.ts";
import { postgresBinaries, type PostgresBinaries } from "./postgres-binaries.ts";
import { postgresUser, type SystemUser } from "./postgres-user.ts";
import { sharedFolder } from "./shared-folder.ts";

export type Cluster = { dataDir: string; binaries: PostgresBinaries; user: SystemUser | undefined };

/** The cluster at `dataDir`, created when there is none. A creation that was cut short leaves no cluster behind. */
export function prepareCluster(dataDir: string, password: string): Cluster {
  mkdirSync(dirname(dataDir), { recursive: true });
  const user = postgresUser(dataDir);
  const binaries = postgresBinaries(user);
  const versionFile = join(dataDir, "PG_VERSION");
  if (!existsSync(versionFile)) createCluster({ dataDir, binaries, user }, password);
  const major = readFileSync(versionFile, "utf8").trim();
  if (major !== binaries.major) {
    throw new Failure(
      `The data in ${dataDir} was written by PostgreSQL ${major}, and this version brings PostgreSQL ${binaries.major}. Delete the folder to start anew.`,
    );
  }
  return { dataDir, binaries, user };
}

/** Where the data of `folder` is kept: inside it, unless the account that Postgres runs as cannot get there. */
export function clusterFolder(folder: string): string {
  const inside = join(folder, "postgres");
  const user = postgresUser(inside);
  mkdirSync(folder, { recursive: true });
  if (user === undefined || canEnter(folder, user)) return inside;
  return join(sharedFolder("data", folder), "postgres");
}

function canEnter(folder: string, user: SystemUser): boolean {
  return spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...user, cwd: "/" }).status === 0;
}

function createCluster({ dataDir, binaries, user }: Cluster, password: string): void {
  const parent = mkdtempSync(`${dataDir}.new-`);
  try {
    if (user !== undefined) chownSync(parent, user.uid, user.gid);
    const passwordFile = join(parent, "password");
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (user !== undefined) chownSync(passwordFile, user.uid, user.gid);
    const fresh = join(parent, "data");
    const flags = [`--pgdata=${fresh}`, "--username=postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
    const locale = [
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-sync",
    ];
    const { status, stderr, error } = spawnSync(binaries.initdb, [...flags, ...locale], {
      ...user,
      cwd: parent,
      env: { ...process.env, ...baseEnvironment() },
      encoding: "utf8",
    });
    if (status !== 0)
      throw new Failure(`PostgreSQL could not create its data folder: ${error?.message ?? stderr.trim()}`);
    rmSync(dataDir, { recursive: true, force: true });
    renameSync(fresh, dataDir);
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}
