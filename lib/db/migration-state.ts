import type { Database } from "./client.ts";

/** The migration that this version's code was written for. A test keeps it equal to the newest folder. */
export const NEWEST_MIGRATION = "20261125140000_health_gates";

/** Whether the database has that migration, finished. False also where nothing was ever migrated. */
export async function isMigrated(db: Database): Promise<boolean> {
  const [table] = await db.$queryRaw<{ exists: boolean }[]>`
    SELECT to_regclass('_prisma_migrations') IS NOT NULL AS exists`;
  if (table?.exists !== true) return false;
  const [found] = await db.$queryRaw<{ applied: boolean }[]>`
    SELECT EXISTS (
      SELECT 1 FROM _prisma_migrations WHERE migration_name = ${NEWEST_MIGRATION} AND finished_at IS NOT NULL
    ) AS applied`;
  return found?.applied === true;
}
