import { join } from "node:path";

import { buildConsole } from "#scripts/stack/next-build.ts";
import { REPOSITORY } from "#scripts/stack/repository.ts";

/** What is tested is what is in the tree, not what was built some time ago. */
export default async function setup(): Promise<void> {
  await buildConsole({
    logFile: join(REPOSITORY, ".cache/build.log"),
    say: (line) => process.stdout.write(`${line}\n`),
  });
}
