import { migrate } from "#lib/db/migrate.ts";

import { anyFreePort } from "../stack/ports.ts";
import { createDatabase, startScratchPostgres } from "../stack/postgres.ts";
import { scratchFolder } from "../stack/scratch-folder.ts";
import { SERVER_VARIABLE, TEMPLATE } from "./database.ts";

/** One PostgreSQL for the whole test run, with one migrated database that every test file copies. */
export default async function setup(): Promise<() => Promise<void>> {
  const postgres = await startScratchPostgres(scratchFolder("tests"), await anyFreePort());
  try {
    await migrate(await createDatabase(postgres, TEMPLATE));
  } catch (error) {
    await postgres.process.stop();
    throw error;
  }
  process.env[SERVER_VARIABLE] = postgres.url("");
  return () => postgres.process.stop();
}
