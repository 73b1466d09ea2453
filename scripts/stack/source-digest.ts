import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { REPOSITORY } from "./repository.ts";

/** What a build of the console is made from. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "prisma",
  "proxy.ts",
  "instrumentation.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];

/** Follows from prisma/schema.prisma. */
const GENERATED = "lib/db/generated";

/** A digest of every file that the build reads, tests left out. */
export function sourceDigest(): string {
  const hash = createHash("sha256");
  for (const file of SOURCES.flatMap(filesOf).sort()) {
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(REPOSITORY, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

function filesOf(path: string): string[] {
  const absolute = join(REPOSITORY, path);
  if (!existsSync(absolute) || path === GENERATED) return [];
  if (statSync(absolute).isFile()) return path.includes(".test.") ? [] : [path];
  return readdirSync(absolute).flatMap((name) => filesOf(`${path}/${name}`));
}
