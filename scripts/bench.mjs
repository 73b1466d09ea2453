import { noFlags } from "./bootstrap/flags.mjs";
import { start } from "./bootstrap/start.mjs";

await start({ program: "bench/main.ts", args: noFlags("npm run bench") });
