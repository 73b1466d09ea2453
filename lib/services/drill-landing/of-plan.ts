import { getPlanContent } from "#lib/db/recovery-plans.ts";
import type { DrillLandingView } from "#lib/domain/drill-landing.ts";

import { type Context, requirePermission } from "../context.ts";
import { resolvePlan } from "../executions/resolve-plan.ts";
import { getPlanRecord } from "../recovery-plans/rules.ts";
import { judgeLandings } from "./judge.ts";
import { toDrillLandingView } from "./view.ts";

/** Where a drill of the plan's newest version would land now, server by server, worst first. */
export async function getPlanDrillLanding(ctx: Context, planId: string): Promise<DrillLandingView> {
  requirePermission(ctx, "plan:read");
  const plan = await getPlanRecord(ctx.db, planId);
  const content = await getPlanContent(ctx.db, plan);
  const { servers } = await resolvePlan(ctx, content);
  const judged = await judgeLandings(
    ctx.db,
    servers.map(({ server }) => server),
    ctx.now(),
  );
  const waves = servers.map(({ waveNumber }) => waveNumber);
  const landings = judged.map((each, index) => ({ ...each, wave: waves[index] ?? null }));
  return toDrillLandingView(landings, content.acceptsDrillWarnings);
}
