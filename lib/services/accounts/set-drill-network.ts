import { findAccountRecord, lockPlace } from "#lib/db/accounts.ts";
import { findDrillNetwork, saveDrillNetwork } from "#lib/db/drill-networks.ts";
import type { AccountView } from "#lib/domain/account.ts";
import { DrillNetworkPlace, SetDrillNetworkInput } from "#lib/domain/drill-landing.ts";
import { AppError } from "#lib/domain/errors.ts";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission } from "../context.ts";
import { inTransaction } from "../transaction.ts";
import { toAccountView } from "./view.ts";

/** Declares where drills of an account and Region belong, instead of what was declared before. */
export async function setDrillNetwork(
  ctx: Context,
  at: DrillNetworkPlace,
  input: SetDrillNetworkInput,
): Promise<AccountView> {
  requirePermission(ctx, "account:write");
  const place = DrillNetworkPlace.parse(at);
  const { comment, ...network } = SetDrillNetworkInput.parse(input);
  return inTransaction(ctx, async (tx) => {
    if ((await lockPlace(tx.db, place)) !== "locked") {
      throw new AppError("NOT_FOUND", `No account ${place.accountId} is registered with the Region ${place.region}.`);
    }
    const before = await findDrillNetwork(tx.db, place);
    await saveDrillNetwork(tx.db, place, { network, by: tx.actor.name, at: tx.now() });
    const account = await findAccountRecord(tx.db, place.accountId);
    if (account === null) throw new Error("An account that is held is gone.");
    await recordAudit(tx, {
      action: "account.drill-network",
      entity: { kind: "account", id: account.accountId, name: account.name },
      comment,
      detail: { region: place.region, before, after: network },
    });
    return toAccountView(account);
  });
}
