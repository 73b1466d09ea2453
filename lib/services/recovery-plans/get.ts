import type { Database } from "#lib/db/client.ts";
import { groupFactsOfPlans, type PlanGroupFacts } from "#lib/db/plan-facts.ts";
import { getPlanContent, type PlanRecord } from "#lib/db/recovery-plans.ts";
import type { PlanWave, RecoveryPlanView, WaveView } from "#lib/domain/recovery-plan.ts";

import { type Context, requirePermission } from "../context.ts";
import { getPlanRecord } from "./rules.ts";
import { summarisePlans } from "./summaries.ts";

export async function getRecoveryPlan(ctx: Context, id: string): Promise<RecoveryPlanView> {
  requirePermission(ctx, "plan:read");
  return loadPlanView(ctx.db, await getPlanRecord(ctx.db, id));
}

export async function loadPlanView(db: Database, plan: PlanRecord): Promise<RecoveryPlanView> {
  const [summary] = await summarisePlans(db, [plan]);
  if (summary === undefined) throw new Error("A plan has no summary.");
  const { waves, drillCleanupMinutes, acceptsDrillWarnings } = await getPlanContent(db, plan);
  const groups = new Map((await groupFactsOfPlans(db, [plan.id])).map((group) => [group.id, group]));
  return {
    ...summary,
    drillCleanupMinutes,
    acceptsDrillWarnings,
    waves: waves.map((wave, index) => toWaveView(wave, index + 1, groups)),
  };
}

function toWaveView(wave: PlanWave, number: number, groups: ReadonlyMap<string, PlanGroupFacts>): WaveView {
  return {
    number,
    ...wave,
    protectionGroups: wave.protectionGroupIds
      .flatMap((id) => groups.get(id) ?? [])
      .map(({ planId: _, worstLagSeconds: __, ...group }) => group),
  };
}
