import { listChannelRows } from "#lib/db/channels.ts";
import { NameCursor, readCursor, toPage } from "#lib/db/cursor.ts";
import { ChannelQuery, type ChannelView } from "#lib/domain/notifications/channel.ts";
import type { Page } from "#lib/domain/paging.ts";

import { type Context, requirePermission } from "../context.ts";
import { toChannelViews } from "./view.ts";

/** Channels by name, with how what they were told arrived. */
export async function listChannels(ctx: Context, query: ChannelQuery = {}): Promise<Page<ChannelView>> {
  requirePermission(ctx, "account:read");
  const { limit, cursor } = ChannelQuery.parse(query);
  const rows = await listChannelRows(ctx.db, { after: readCursor(NameCursor, cursor), limit });
  const page = toPage(rows, limit, (channel) => [channel.nameKey]);
  return { ...page, items: await toChannelViews(ctx.db, page.items, ctx.now()) };
}
