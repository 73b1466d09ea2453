import { start } from "./bootstrap/start.mjs";
import { demoFlags } from "./demo/flags.mjs";

const program = "scripts/demo/main.ts";
await start({ program, args: (given) => [JSON.stringify({ ...demoFlags(given, "dev"), isDevelopment: true })] });
