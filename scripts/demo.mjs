import { demoFlags } from "./demo/flags.mjs";
import { start } from "./bootstrap/start.mjs";

await start({ program: "scripts/demo/main.ts", args: (given) => [JSON.stringify(demoFlags(given))] });
