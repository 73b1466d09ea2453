import { noFlags } from "./bootstrap/flags.mjs";
import { start } from "./bootstrap/start.mjs";

await start({ program: "lib/db/migrate.ts", args: noFlags("npm run db:migrate") });
