import { findAccountByNameOrId, insertAccount } from "#lib/db/accounts.ts";
import { type AccountView, CreateAccountInput } from "#lib/domain/account.ts";
import { AppError } from "#lib/domain/errors.ts";
import { nameKey } from "#lib/domain/names.ts";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission, type Transaction } from "../context.ts";
import { inTransaction } from "../transaction.ts";
import { toAccountView } from "./view.ts";

/** Registers an AWS account and the Regions in use; the next inventory sync fills them. */
export async function createAccount(ctx: Context, input: CreateAccountInput): Promise<AccountView> {
  requirePermission(ctx, "account:write");
  const { regions: named, ...fields } = CreateAccountInput.parse(input);
  const regions = [...new Set(named)];
  const account = { ...fields, nameKey: nameKey(fields.name), regions };
  return inTransaction(ctx, async (tx) => {
    await requireNew(tx, account);
    const created = await insertAccount(tx.db, account, tx.now());
    await recordAudit(tx, {
      action: "account.create",
      entity: { kind: "account", id: created.accountId, name: created.name },
      detail: { roleArn: created.roleArn, regions },
    });
    return toAccountView(created);
  });
}

async function requireNew(tx: Transaction, account: { accountId: string; nameKey: string }): Promise<void> {
  const taken = await findAccountByNameOrId(tx.db, account);
  if (taken === null) return;
  throw new AppError(
    "ACCOUNT_EXISTS",
    taken.accountId === account.accountId
      ? `The account ${taken.accountId} is registered already, as "${taken.name}".`
      : `Another account, ${taken.accountId}, is named "${taken.name}". Choose another name.`,
    { conflicts: [{ kind: "account", id: taken.accountId, name: taken.name }] },
  );
}
