import { findServer } from "#lib/db/source-servers.ts";
import { AppError } from "#lib/domain/errors.ts";
import { SourceServerId } from "#lib/domain/regions.ts";
import type { SourceServerView } from "#lib/domain/source-server.ts";

import { type Context, requirePermission } from "../context.ts";
import { toSourceServerView } from "./view.ts";

export async function getSourceServer(ctx: Context, sourceServerId: string): Promise<SourceServerView> {
  requirePermission(ctx, "inventory:read");
  const id = SourceServerId.safeParse(sourceServerId);
  const server = id.success ? await findServer(ctx.db, id.data) : null;
  if (server === null) throw new AppError("NOT_FOUND", "The inventory has no source server with this id.");
  return toSourceServerView(server);
}
