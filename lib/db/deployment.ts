import type { Database } from "./client.ts";

/** Marks a new database as simulated or real; answers what the database is marked as. */
export async function claimDeployment(db: Database, simulated: boolean): Promise<{ simulated: boolean }> {
  await db.deployment.createMany({ data: [{ id: 1, simulated }], skipDuplicates: true });
  return db.deployment.findUniqueOrThrow({ where: { id: 1 }, select: { simulated: true } });
}
