import { readFileSync, statSync } from "node:fs";

import { Failure } from "./failure.ts";

export type SystemUser = { uid: number; gid: number };

/** Accounts that Postgres can run under when we are root, which it refuses. */
const CANDIDATES = ["postgres", "_postgres", "nobody"];

/** Whom Postgres runs as: ourselves, or when we are root the owner of the data, or else an unprivileged account. */
export function postgresUser(dataDir: string): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const owner = statSync(dataDir, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const accounts = readFileSync("/etc/passwd", "utf8").split("\n");
  for (const name of CANDIDATES) {
    const fields = accounts.find((line) => line.startsWith(`${name}:`))?.split(":");
    if (fields !== undefined) return { uid: Number(fields[2]) >>> 0, gid: Number(fields[3]) >>> 0 };
  }
  throw new Failure("PostgreSQL does not run as root, and this machine has no account named postgres or nobody.");
}
