import { findAccountRecord, lockCheckCidrs, saveCheckCidrs } from "#lib/db/accounts.ts";
import { AccountParams, type AccountView, SetCheckCidrsInput } from "#lib/domain/account.ts";
import { AppError } from "#lib/domain/errors.ts";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission } from "../context.ts";
import { inTransaction } from "../transaction.ts";
import { toAccountView } from "./view.ts";

/** Says in which blocks of addresses workers may check launched servers of an account, instead of what was said before. */
export async function setCheckCidrs(
  ctx: Context,
  params: AccountParams,
  input: SetCheckCidrsInput,
): Promise<AccountView> {
  requirePermission(ctx, "account:write");
  const { accountId } = AccountParams.parse(params);
  const { checkCidrs, comment } = SetCheckCidrsInput.parse(input);
  return inTransaction(ctx, async (tx) => {
    const before = await lockCheckCidrs(tx.db, accountId);
    if (before === null) throw new AppError("NOT_FOUND", `No account ${accountId} is registered.`);
    await saveCheckCidrs(tx.db, accountId, { checkCidrs, at: tx.now() });
    const account = await findAccountRecord(tx.db, accountId);
    if (account === null) throw new Error("An account that is held is gone.");
    await recordAudit(tx, {
      action: "account.check-cidrs",
      entity: { kind: "account", id: accountId, name: account.name },
      comment,
      detail: { before, after: checkCidrs },
    });
    return toAccountView(account);
  });
}
