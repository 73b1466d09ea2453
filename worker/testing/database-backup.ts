import { Client } from "pg";

export type DatabaseBackup = { restore: () => Promise<void> };

/** Keeps what the database says now, so that it can be put back as a restore from a backup would. */
export async function backUpDatabase(url: string): Promise<DatabaseBackup> {
  const tables = await withClient(url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'",
    );
    await client.query("CREATE SCHEMA backup");
    for (const { name } of rows) await client.query(`CREATE TABLE backup."${name}" AS TABLE public."${name}"`);
    return rows.map((row) => row.name);
  });
  return {
    restore: () =>
      withClient(url, async (client) => {
        await client.query("BEGIN");
        // Neither foreign keys nor append-only rules hold for a restore.
        await client.query("SET LOCAL session_replication_role = replica");
        for (const name of tables) {
          await client.query(`DELETE FROM public."${name}"`);
          await client.query(`INSERT INTO public."${name}" SELECT * FROM backup."${name}"`);
        }
        await client.query("COMMIT");
      }),
  };
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
