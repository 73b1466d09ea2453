/* The console as production runs it: .next/standalone/server.js with everything it serves. */
import { join } from "node:path";

import { describeError } from "./stack/failure.ts";
import { buildConsole } from "./stack/next-build.ts";
import { REPOSITORY } from "./stack/repository.ts";
import { stopRequests } from "./stack/stop-requests.ts";

const signal = stopRequests();
try {
  await buildConsole({ logFile: join(REPOSITORY, ".cache/build.log"), say: (line) => console.log(line), signal });
  console.log("The console is built: .next/standalone/server.js");
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 1;
}
