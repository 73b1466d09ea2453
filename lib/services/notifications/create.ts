import { insertChannel } from "#lib/db/channels.ts";
import { nameKey } from "#lib/domain/names.ts";
import { type ChannelView, CreateChannelInput } from "#lib/domain/notifications/channel.ts";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission } from "../context.ts";
import { inTransaction } from "../transaction.ts";
import type { ChannelMeans } from "./means.ts";
import { requireFreeChannelName, requirePlans } from "./rules.ts";
import { settleTarget } from "./target.ts";
import { toChannelView } from "./view.ts";

/** Makes a channel; from now on what it asks for is sent to it. */
export async function createChannel(
  ctx: Context,
  input: CreateChannelInput,
  means: ChannelMeans,
): Promise<ChannelView> {
  requirePermission(ctx, "channel:manage");
  const { target: given, ...fields } = CreateChannelInput.parse(input);
  const id = crypto.randomUUID();
  return inTransaction(ctx, async (tx) => {
    await requireFreeChannelName(tx, fields.name);
    await requirePlans(tx, fields.planIds);
    const { target, secret } = await settleTarget(tx, { target: given, channelId: id, before: null }, means);
    const row = { ...fields, id, kind: target.kind, nameKey: nameKey(fields.name), target, secret };
    const channel = await insertChannel(tx.db, row, tx.now());
    await recordAudit(tx, {
      action: "channel.create",
      entity: { kind: "channel", id, name: channel.name },
      detail: { ...fields, target },
    });
    return toChannelView(tx.db, channel, tx.now());
  });
}
