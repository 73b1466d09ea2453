import type { ChannelView } from "#lib/domain/notifications/channel.ts";

import { type Context, requirePermission } from "../context.ts";
import { getChannelRow } from "./rules.ts";
import { toChannelView } from "./view.ts";

/** Throws `NOT_FOUND`. */
export async function getChannel(ctx: Context, id: string): Promise<ChannelView> {
  requirePermission(ctx, "account:read");
  return toChannelView(ctx.db, await getChannelRow(ctx.db, id), ctx.now());
}
