import { readCursor, toPage } from "#lib/db/cursor.ts";
import { DeliveryCursor, listDeliveryRows } from "#lib/db/delivery-reading.ts";
import { DeliveryQuery, type DeliveryView } from "#lib/domain/notifications/delivery.ts";
import type { Page } from "#lib/domain/paging.ts";

import { type Context, requirePermission } from "../context.ts";
import { getExecutionRow } from "../executions/get.ts";
import { getChannelRow } from "./rules.ts";
import { toDeliveryView } from "./view.ts";

/** What a channel was told or is to be told, newest first. */
export async function listChannelDeliveries(
  ctx: Context,
  input: { channelId: string } & DeliveryQuery,
): Promise<Page<DeliveryView>> {
  requirePermission(ctx, "account:read");
  const { channelId, ...query } = input;
  const { id } = await getChannelRow(ctx.db, channelId);
  return pageOf(ctx, { channelId: id }, query);
}

/** Who was told or is to be told of an execution, newest first. */
export async function listExecutionDeliveries(
  ctx: Context,
  input: { executionId: string } & DeliveryQuery,
): Promise<Page<DeliveryView>> {
  requirePermission(ctx, "execution:read");
  const { executionId, ...query } = input;
  const { id } = await getExecutionRow(ctx.db, executionId);
  return pageOf(ctx, { executionId: id }, query);
}

async function pageOf(
  ctx: Context,
  of: { channelId: string } | { executionId: string },
  query: DeliveryQuery,
): Promise<Page<DeliveryView>> {
  const { limit, cursor, status } = DeliveryQuery.parse(query);
  const rows = await listDeliveryRows(ctx.db, { ...of, status }, { after: readCursor(DeliveryCursor, cursor), limit });
  const page = toPage(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
  return { ...page, items: page.items.map(toDeliveryView) };
}
