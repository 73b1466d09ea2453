import { type Channel, lockChannel, saveChannel } from "#lib/db/channels.ts";
import { giveUpDeliveries, hurryDeliveries } from "#lib/db/deliveries.ts";
import { AppError } from "#lib/domain/errors.ts";
import { nameKey } from "#lib/domain/names.ts";
import { type ChannelView, UpdateChannelInput } from "#lib/domain/notifications/channel.ts";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission, type Transaction } from "../context.ts";
import { requireRowId } from "../row-id.ts";
import { staleVersion } from "../stale-version.ts";
import { inTransaction } from "../transaction.ts";
import type { ChannelMeans } from "./means.ts";
import { CHANNEL_NOT_FOUND, requireFreeChannelName, requirePlans } from "./rules.ts";
import { settleTarget } from "./target.ts";
import { toChannelView } from "./view.ts";

/**
 * Saves over the version that was read; `VERSION_CONFLICT` when somebody else saved first. What waits to be sent goes to
 * the changed channel at once, or nowhere where it was turned off.
 */
export async function updateChannel(
  ctx: Context,
  { id, ...input }: { id: string } & UpdateChannelInput,
  means: ChannelMeans,
): Promise<ChannelView> {
  requirePermission(ctx, "channel:manage");
  const { version, target: given, ...fields } = UpdateChannelInput.parse(input);
  const channelId = requireRowId(id, CHANNEL_NOT_FOUND);
  return inTransaction(ctx, async (tx) => {
    const before = await lockChannel(tx.db, channelId);
    if (before === null) throw new AppError("NOT_FOUND", CHANNEL_NOT_FOUND);
    if (before.version !== version) throw staleVersion(`"${before.name}"`);
    requireSameKind(before, given.kind);
    await requireFreeChannelName(tx, fields.name, channelId);
    await requirePlans(tx, fields.planIds, before.planIds);
    const { target, secret } = await settleTarget(tx, { target: given, channelId, before }, means);
    const change = { fields: { ...fields, nameKey: nameKey(fields.name), target, secret }, at: tx.now() };
    const saved = await saveChannel(tx.db, before, change);
    if (saved === null) throw staleVersion(`"${before.name}"`);
    await settleWaiting(tx, saved);
    await recordAudit(tx, {
      action: "channel.update",
      entity: { kind: "channel", id: channelId, name: saved.name },
      detail: {
        before: shown(before),
        after: shown(saved),
        isSecretChanged: saved.secret !== before.secret,
      },
    });
    return toChannelView(tx.db, saved, tx.now());
  });
}

function requireSameKind({ kind, name }: Channel, given: Channel["kind"]): void {
  if (kind === given) return;
  const reason = `"${name}" is a channel of the kind ${kind}, which never changes. Make another channel.`;
  throw new AppError("INVALID_REQUEST", reason, { invalidParams: [{ name: "target.kind", reason }] });
}

async function settleWaiting(tx: Transaction, { id, isEnabled }: Channel): Promise<void> {
  if (isEnabled) await hurryDeliveries(tx.db, id, tx.now());
  else await giveUpDeliveries(tx.db, id, `${tx.actor.name} turned the channel off.`);
}

function shown({ name, isEnabled, events, modes, planIds, target }: Channel): Record<string, unknown> {
  return { name, isEnabled, events, modes, planIds, target };
}
