import type { AccountRecord } from "#lib/db/accounts.ts";
import type { AccountView } from "#lib/domain/account.ts";

export function toAccountView(account: AccountRecord): AccountView {
  return {
    accountId: account.accountId,
    name: account.name,
    roleArn: account.roleArn,
    checkCidrs: account.checkCidrs,
    regions: account.regions.map((place) => ({ ...place, syncedAt: place.syncedAt?.toISOString() ?? null })),
  };
}
