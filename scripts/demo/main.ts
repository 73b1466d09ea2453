/* The whole product on this machine: `npm run demo`. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { tryLock } from "../bootstrap/lock.mjs";
import { describeError } from "../stack/failure.ts";
import { REPOSITORY } from "../stack/repository.ts";
import { stopRequests } from "../stack/stop-requests.ts";
import { runDemo } from "./demo.ts";
import { readOptions } from "./options.ts";

const options = readOptions(process.argv[2]);
const folder = options.folder ?? join(REPOSITORY, options.isDevelopment ? ".cache/dev" : ".demo");
mkdirSync(folder, { recursive: true });
const release = tryLock(join(folder, "running.lock"));
if (release === null) {
  process.stderr.write("This is running in this clone already. Stop it with Ctrl-C, then try again.\n");
  process.exit(1);
}
const stopRequested = stopRequests();
try {
  await runDemo({ folder, options, stopRequested });
  process.exitCode = 0;
} catch (error) {
  if (!stopRequested.aborted) {
    process.stderr.write(`${describeError(error)}\n`);
    process.exitCode = 1;
  }
}
release();
process.exit();
