import { serversNamed } from "#lib/db/source-servers.ts";
import { AppError } from "#lib/domain/errors.ts";
import { type PointsInTimeView, SelectionPointsInTimeInput } from "#lib/domain/point-in-time/points-in-time.ts";
import { serverKey } from "#lib/domain/regions.ts";

import { type Context, requirePermission } from "../context.ts";
import { judgePoints } from "./judge.ts";

/** The same for chosen servers. Throws `INVALID_SERVER_IDS`, naming those that the inventory does not have. */
export async function getSelectionPointsInTime(
  ctx: Context,
  input: SelectionPointsInTimeInput,
): Promise<PointsInTimeView> {
  requirePermission(ctx, "inventory:read");
  const { sourceServers, ...choice } = SelectionPointsInTimeInput.parse(input);
  const servers = await serversNamed(ctx.db, sourceServers);
  const found = new Set(servers.map(serverKey));
  const unknown = sourceServers.filter((server) => !found.has(serverKey(server)));
  if (unknown.length > 0) {
    const ids = unknown.map((server) => server.sourceServerId);
    throw new AppError("INVALID_SERVER_IDS", `The inventory has no such servers: ${ids.join(", ")}.`);
  }
  return judgePoints(
    ctx,
    servers.map((server) => ({ server, wave: null })),
    choice,
  );
}
