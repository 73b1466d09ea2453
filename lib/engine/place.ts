import type { AwsPlace } from "#lib/aws/account-clients.ts";
import { findAccountAccess } from "#lib/db/account-access.ts";
import type { Database } from "#lib/db/client.ts";
import type { AccountRegion } from "#lib/domain/regions.ts";

/** The way into an account and Region. Throws when the account is no longer registered. */
export async function placeOf(db: Database, { accountId, region }: AccountRegion): Promise<AwsPlace> {
  const access = await findAccountAccess(db, accountId);
  if (access === null) throw new Error(`Account ${accountId} is not registered any more.`);
  return { access, region };
}
