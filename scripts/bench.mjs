import { readFlags } from "./bootstrap/flags.mjs";
import { start } from "./bootstrap/start.mjs";

const USAGE = "npm run bench -- [--only NAME,NAME] [--small] [--statements]";
const OPTIONS = { only: { type: "string" }, small: { type: "boolean" }, statements: { type: "boolean" } };

await start({ program: "bench/main.ts", args: checkFlags });

function checkFlags(given) {
  readFlags(given, OPTIONS, USAGE);
  return given;
}
