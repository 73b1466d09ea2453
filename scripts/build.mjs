import { noFlags } from "./bootstrap/flags.mjs";
import { start } from "./bootstrap/start.mjs";

await start({ program: "scripts/build.ts", args: noFlags("npm run build") });
