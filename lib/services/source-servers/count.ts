import type { z } from "zod";

import { countServers } from "#lib/db/source-servers.ts";
import { type SourceServerCounts, SourceServerQuery } from "#lib/domain/source-server.ts";

import { type Context, requirePermission } from "../context.ts";

/** The part of a list's filters that says where. */
export const PlaceQuery = SourceServerQuery.pick({ accountId: true, region: true });
export type PlaceQuery = z.input<typeof PlaceQuery>;

export async function countSourceServers(ctx: Context, query: PlaceQuery = {}): Promise<SourceServerCounts> {
  requirePermission(ctx, "inventory:read");
  const totals = await countServers(ctx.db, PlaceQuery.parse(query));
  return { ...totals, inventoryAt: totals.inventoryAt?.toISOString() ?? null };
}
