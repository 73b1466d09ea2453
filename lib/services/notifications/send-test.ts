import { announceDelivery } from "#lib/db/changes.ts";
import { addTestDelivery } from "#lib/db/deliveries.ts";
import type { DeliveryView } from "#lib/domain/notifications/delivery.ts";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission } from "../context.ts";
import { inTransaction } from "../transaction.ts";
import { getChannelRow } from "./rules.ts";
import { toDeliveryView } from "./view.ts";

/** Has a worker send a test, once, also to a channel that is off. The delivery says what came of it. */
export async function sendTestNotification(ctx: Context, id: string): Promise<DeliveryView> {
  requirePermission(ctx, "channel:manage");
  return inTransaction(ctx, async (tx) => {
    const channel = await getChannelRow(tx.db, id);
    const delivery = await addTestDelivery(tx.db, channel, tx.now());
    await announceDelivery(tx.db);
    await recordAudit(tx, {
      action: "channel.test",
      entity: { kind: "channel", id: channel.id, name: channel.name },
      detail: { deliveryId: delivery.id },
    });
    return toDeliveryView({ ...delivery, event: null });
  });
}
