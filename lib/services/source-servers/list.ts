import { z } from "zod";

import { readCursor, toPage } from "#lib/db/cursor.ts";
import { listServers } from "#lib/db/source-servers.ts";
import type { Page } from "#lib/domain/paging.ts";
import { SourceServerQuery, type SourceServerView } from "#lib/domain/source-server.ts";

import { type Context, requirePermission } from "../context.ts";
import { toSourceServerView } from "./view.ts";

const Position = z
  .tuple([z.string(), z.string()])
  .transform(([hostname, sourceServerId]) => ({ hostname, sourceServerId }));

/** The inventory by hostname, as the last sync of each Region saw it. */
export async function listSourceServers(
  ctx: Context,
  query: z.input<typeof SourceServerQuery> = {},
): Promise<Page<SourceServerView>> {
  requirePermission(ctx, "inventory:read");
  const { limit, cursor, ...filter } = SourceServerQuery.parse(query);
  const servers = await listServers(ctx.db, filter, { after: readCursor(Position, cursor), limit });
  const page = toPage(servers, limit, (server) => [server.hostname, server.sourceServerId]);
  return { ...page, items: page.items.map(toSourceServerView) };
}
