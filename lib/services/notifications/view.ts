import { type Channel, planNames } from "#lib/db/channels.ts";
import type { Database } from "#lib/db/client.ts";
import { channelStandings, type DeliveryRow } from "#lib/db/delivery-reading.ts";
import { readStoredJson } from "#lib/db/stored-json.ts";
import { type ChannelView, StoredTarget } from "#lib/domain/notifications/channel.ts";
import { DeliveryKind, type DeliveryView } from "#lib/domain/notifications/delivery.ts";
import { NotificationKind } from "#lib/domain/notifications/notification.ts";

const WEEK_MS = 7 * 24 * 60 * 60_000;

/** Channels as they are shown: with everything but their secrets. */
export async function toChannelViews(db: Database, channels: readonly Channel[], now: Date): Promise<ChannelView[]> {
  const ids = channels.map(({ id }) => id);
  const [standings, plans] = await Promise.all([
    channelStandings(db, ids, new Date(now.getTime() - WEEK_MS)),
    planNames(
      db,
      channels.flatMap(({ planIds }) => planIds),
    ),
  ]);
  const names = new Map(plans.map(({ id, name }) => [id, name]));
  return channels.map((channel) => {
    const { last = null, retrying = 0, failed = 0 } = standings.get(channel.id) ?? {};
    return {
      id: channel.id,
      name: channel.name,
      isEnabled: channel.isEnabled,
      // An event that a later version knew is nothing that this one can name.
      events: NotificationKind.options.filter((kind) => channel.events.includes(kind)),
      modes: channel.modes,
      plans: channel.planIds.map((id) => ({ id, name: names.get(id) ?? null })),
      target: readStoredJson(StoredTarget, channel.target),
      isSecretSet: channel.secret !== null,
      lastDelivery: last === null ? null : toDeliveryView(last),
      undelivered: { retrying, failed },
      version: channel.version,
      createdAt: channel.createdAt.toISOString(),
      updatedAt: channel.updatedAt.toISOString(),
    };
  });
}

/** One channel, as `toChannelViews` shows it. */
export async function toChannelView(db: Database, channel: Channel, now: Date): Promise<ChannelView> {
  const [view] = await toChannelViews(db, [channel], now);
  if (view === undefined) throw new Error("A channel has no view.");
  return view;
}

export function toDeliveryView(row: DeliveryRow): DeliveryView {
  return {
    id: row.id,
    channel: { id: row.channelId, name: row.channelName },
    kind: DeliveryKind.parse(row.kind),
    executionId: row.executionId,
    eventSeq: row.eventSeq,
    message: row.event?.message ?? null,
    status: row.status,
    attempts: row.attempts,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    lastError: row.lastError,
    answer: row.answer,
    createdAt: row.createdAt.toISOString(),
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
  };
}
