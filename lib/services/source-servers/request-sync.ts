import { requestSync } from "#lib/db/accounts.ts";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission } from "../context.ts";
import { inTransaction } from "../transaction.ts";

/** Asks for the inventory to be read from AWS again, soon, in every account. */
export async function requestInventorySync(ctx: Context): Promise<{ requestedAt: string }> {
  requirePermission(ctx, "inventory:sync");
  return inTransaction(ctx, async (tx) => {
    const accounts = await requestSync(tx.db, tx.now());
    await recordAudit(tx, {
      action: "inventory.sync",
      entity: { kind: "inventory", id: "inventory", name: "Inventory" },
      detail: { accounts },
    });
    return { requestedAt: tx.now().toISOString() };
  });
}
