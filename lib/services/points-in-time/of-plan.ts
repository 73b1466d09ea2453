import { getPlanContent } from "#lib/db/recovery-plans.ts";
import { PointsInTimeInput, type PointsInTimeView } from "#lib/domain/point-in-time/points-in-time.ts";

import { type Context, requirePermission } from "../context.ts";
import { resolvePlan } from "../executions/resolve-plan.ts";
import { getPlanRecord } from "../recovery-plans/rules.ts";
import { judgePoints } from "./judge.ts";

/** The moments to which the plan's newest version can be taken, and what one choice means. Throws `NOT_FOUND`. */
export async function getPlanPointsInTime(
  ctx: Context,
  planId: string,
  input: PointsInTimeInput = {},
): Promise<PointsInTimeView> {
  requirePermission(ctx, "plan:read");
  const choice = PointsInTimeInput.parse(input);
  const plan = await getPlanRecord(ctx.db, planId);
  const { servers } = await resolvePlan(ctx, await getPlanContent(ctx.db, plan));
  const placed = servers.map(({ server, waveNumber }) => ({ server, wave: waveNumber }));
  return judgePoints(ctx, placed, choice);
}
