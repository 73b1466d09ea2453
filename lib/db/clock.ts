import type { Database } from "./client.ts";

/** The database's clock: the one clock that every worker shares. Claims and leases are measured on it. */
export async function databaseNow(db: Database): Promise<Date> {
  const [row] = await db.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`;
  if (row === undefined) throw new Error("The database did not tell the time.");
  return row.now;
}
