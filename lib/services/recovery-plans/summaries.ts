import type { Database } from "#lib/db/client.ts";
import {
  executionsOfPlans,
  groupFactsOfPlans,
  type PlanExecution,
  type PlanGroupFacts,
  waveCounts,
} from "#lib/db/plan-facts.ts";
import type { PlanRecord } from "#lib/db/recovery-plans.ts";
import type { RecoveryPlanSummary } from "#lib/domain/recovery-plan.ts";
import { accountRegionKey } from "#lib/domain/regions.ts";

/** How plans stand now. Three queries, however many plans. */
export async function summarisePlans(db: Database, plans: readonly PlanRecord[]): Promise<RecoveryPlanSummary[]> {
  const ids = plans.map((plan) => plan.id);
  const groups = Map.groupBy(await groupFactsOfPlans(db, ids), (group) => group.planId);
  const executions = Map.groupBy(await executionsOfPlans(db, ids), (execution) => execution.planId);
  const waves = await waveCounts(db, ids);
  return plans.map((plan) => ({
    ...toPlanFields(plan),
    waveCount: waves.get(plan.id) ?? 0,
    ...sumGroups(groups.get(plan.id) ?? []),
    ...toRuns(executions.get(plan.id) ?? []),
  }));
}

function toPlanFields({ nameKey: _, ...plan }: PlanRecord) {
  return { ...plan, createdAt: plan.createdAt.toISOString(), updatedAt: plan.updatedAt.toISOString() };
}

export function sumGroups(groups: readonly PlanGroupFacts[]) {
  const lags = groups.flatMap((group) => group.worstLagSeconds ?? []);
  const places = new Map(
    groups.map(({ accountId, accountName, region }) => [
      accountRegionKey({ accountId, region }),
      { accountId, accountName, region },
    ]),
  );
  return {
    serverCount: groups.reduce((sum, group) => sum + group.serverCount, 0),
    recoverableCount: groups.reduce((sum, group) => sum + group.recoverableCount, 0),
    worstLagSeconds: lags.length === 0 ? null : Math.max(...lags),
    places: [...places.values()],
  };
}

function toRuns(executions: readonly PlanExecution[]): Pick<RecoveryPlanSummary, "activeExecution" | "lastExecution"> {
  const active = executions.find((execution) => execution.endedAt === null);
  const last = executions.find((execution) => execution.endedAt !== null);
  return {
    activeExecution: active === undefined ? null : { id: active.id, type: active.type, status: active.status },
    lastExecution:
      last === undefined
        ? null
        : { id: last.id, type: last.type, status: last.status, endedAt: last.endedAt?.toISOString() ?? null },
  };
}
