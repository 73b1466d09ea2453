import { deleteChannelRow, lockChannel } from "#lib/db/channels.ts";
import { giveUpDeliveries } from "#lib/db/deliveries.ts";
import { AppError } from "#lib/domain/errors.ts";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission } from "../context.ts";
import { requireRowId } from "../row-id.ts";
import { inTransaction } from "../transaction.ts";
import { CHANNEL_NOT_FOUND } from "./rules.ts";

/** What was told over it stays on record; what waits is given up. */
export async function deleteChannel(ctx: Context, id: string): Promise<void> {
  requirePermission(ctx, "channel:manage");
  const channelId = requireRowId(id, CHANNEL_NOT_FOUND);
  await inTransaction(ctx, async (tx) => {
    const channel = await lockChannel(tx.db, channelId);
    if (channel === null) throw new AppError("NOT_FOUND", CHANNEL_NOT_FOUND);
    await giveUpDeliveries(tx.db, channelId, `${tx.actor.name} deleted the channel.`);
    await deleteChannelRow(tx.db, channelId);
    await recordAudit(tx, {
      action: "channel.delete",
      entity: { kind: "channel", id: channelId, name: channel.name },
      detail: { kind: channel.kind, target: channel.target },
    });
  });
}
