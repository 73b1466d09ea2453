import type { Database } from "./client.ts";

/** The role by which an account is entered; null when the account is not registered. */
export async function findAccountAccess(db: Database, accountId: string) {
  return db.account.findUnique({
    where: { accountId },
    select: { accountId: true, roleArn: true, externalId: true },
  });
}
