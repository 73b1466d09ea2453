import type { Database } from "./client.ts";

/** Takes or renews the right to do a recurring job for `seconds`. False while somebody else has it. */
export async function takeLease(
  db: Database,
  lease: { name: string; owner: string; seconds: number },
): Promise<boolean> {
  const taken = await db.$queryRaw<{ name: string }[]>`
    INSERT INTO "lease" ("name", "owner", "until", "renewed_at")
    VALUES (${lease.name}, ${lease.owner}, clock_timestamp() + ${lease.seconds} * interval '1 second', clock_timestamp())
    ON CONFLICT ("name") DO UPDATE
      SET "owner" = EXCLUDED."owner", "until" = EXCLUDED."until", "renewed_at" = EXCLUDED."renewed_at"
      WHERE "lease"."until" < clock_timestamp() OR "lease"."owner" = EXCLUDED."owner"
    RETURNING "name"`;
  return taken.length > 0;
}

/** Gives up everything an owner holds, so that others need not wait for it to run out. */
export async function releaseLeases(db: Database, owner: string): Promise<void> {
  await db.lease.deleteMany({ where: { owner } });
}
