import { migrate } from "#lib/db/migrate.ts";
import { anyFreePort } from "#scripts/stack/ports.ts";
import { createDatabase, type Postgres, startScratchPostgres } from "#scripts/stack/postgres.ts";
import { scratchFolder } from "#scripts/stack/scratch-folder.ts";
import { SERVER_VARIABLE, TEMPLATE } from "#scripts/testing/database.ts";

/** A PostgreSQL of the suite's own, because runs restart it; each run has a database in it. */
export type Ground = {
  /** Two who want it at once get one restart. */
  restartPostgres: () => Promise<void>;
  close: () => Promise<void>;
};

export async function prepareGround(): Promise<Ground> {
  const folder = scratchFolder("chaos");
  const port = await anyFreePort();
  let postgres: Postgres = await startScratchPostgres(folder, port);
  await migrate(await createDatabase(postgres, TEMPLATE));
  process.env[SERVER_VARIABLE] = postgres.url("");
  let restarting: Promise<void> | null = null;

  async function restart(): Promise<void> {
    await postgres.process.stop();
    postgres = await startScratchPostgres(folder, port);
    restarting = null;
  }

  return {
    restartPostgres: () => (restarting ??= restart()),
    close: () => postgres.process.stop(),
  };
}
