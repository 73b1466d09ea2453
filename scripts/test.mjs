import { start } from "./bootstrap/start.mjs";
import { testFlags } from "./test/flags.mjs";

await start({ program: "scripts/test/main.ts", args: (given) => [JSON.stringify(testFlags(given))] });
