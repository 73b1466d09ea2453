import { wantLandings } from "#lib/db/landings.ts";
import { serversNamed } from "#lib/db/source-servers.ts";
import { DrillLandingInput, type DrillLandingView } from "#lib/domain/drill-landing.ts";
import { AppError } from "#lib/domain/errors.ts";
import { serverKey } from "#lib/domain/regions.ts";

import { type Context, requirePermission } from "../context.ts";
import { judgeLandings } from "./judge.ts";
import { toDrillLandingView } from "./view.ts";

/** The same for chosen servers. Those of no protection group are read by the worker from now on, for a day. */
export async function getSelectionDrillLanding(ctx: Context, input: DrillLandingInput): Promise<DrillLandingView> {
  requirePermission(ctx, "inventory:read");
  const { sourceServers } = DrillLandingInput.parse(input);
  const chosen = new Map(sourceServers.map((server) => [serverKey(server), server]));
  const servers = await serversNamed(ctx.db, [...chosen.values()]);
  const found = new Set(servers.map(serverKey));
  const unknown = [...chosen].filter(([key]) => !found.has(key)).map(([, server]) => server.sourceServerId);
  if (unknown.length > 0) {
    throw new AppError("INVALID_SERVER_IDS", `The inventory has no such servers: ${unknown.join(", ")}.`);
  }
  await wantLandings(ctx.db, [...chosen.values()], ctx.now());
  const judged = await judgeLandings(ctx.db, servers, ctx.now());
  return toDrillLandingView(
    judged.map((each) => ({ ...each, wave: null })),
    false,
  );
}
