import type { z } from "zod";

import type { DatabaseClient } from "#lib/db/client.ts";
import { serversOfPlans, wavesOfPlans } from "#lib/db/planned-servers.ts";
import {
  EstimateQuery,
  EstimatesQuery,
  type PlanEstimate,
  type PlanEstimates,
} from "#lib/domain/estimate/plan-estimate.ts";
import type { ExecutionType } from "#lib/domain/execution-status.ts";

import { type Context, requirePermission } from "../context.ts";
import { getPlanRecord } from "../recovery-plans/rules.ts";
import { type Estimated, estimate } from "./estimate.ts";
import { learntDurations } from "./learnt.ts";

/** How long an execution of the plan's newest version would take now. Throws `NOT_FOUND`. */
export async function getPlanEstimate(
  ctx: Context,
  planId: string,
  query: z.input<typeof EstimateQuery> = {},
): Promise<PlanEstimate> {
  requirePermission(ctx, "plan:read");
  const { type } = EstimateQuery.parse(query);
  const { id } = await getPlanRecord(ctx.db, planId);
  const inputs = await estimatedPlans(ctx.db, [id], type);
  const input = inputs.get(id) ?? { waves: [], servers: [], mode: type };
  return estimateOf(ctx.db, id, input);
}

/** The same of several plans, in short. */
export async function listPlanEstimates(ctx: Context, query: z.input<typeof EstimatesQuery>): Promise<PlanEstimates> {
  requirePermission(ctx, "plan:read");
  const { planIds, type } = EstimatesQuery.parse(query);
  const inputs = await estimatedPlans(ctx.db, planIds, type);
  const items: PlanEstimates["items"] = [];
  for (const [planId, input] of inputs) {
    const { p50Seconds, p90Seconds, basis } = await estimateOf(ctx.db, planId, input);
    items.push({ planId, p50Seconds, p90Seconds, basis });
  }
  return { items };
}

async function estimatedPlans(
  db: DatabaseClient,
  planIds: readonly string[],
  mode: ExecutionType,
): Promise<Map<string, Estimated>> {
  const [waves, servers] = await Promise.all([wavesOfPlans(db, planIds), serversOfPlans(db, planIds)]);
  const byPlan = Map.groupBy(servers, ({ planId }) => planId);
  return new Map(
    [...waves].map(([planId, own]) => [
      planId,
      {
        waves: own.map(({ dependsOn, actions }, index) => ({ number: index + 1, dependsOn, actions })),
        servers: byPlan.get(planId) ?? [],
        mode,
      },
    ]),
  );
}

const MOST_ESTIMATES = 2000;

/** The newest estimate by plan and mode, with what it was made of. */
const estimates = new WeakMap<DatabaseClient, Map<string, { madeOf: string; estimate: PlanEstimate }>>();

/** Made again only when the plan, its servers or the history have changed. */
async function estimateOf(db: DatabaseClient, planId: string, input: Estimated): Promise<PlanEstimate> {
  const { durations, mark } = await learntDurations(db, planId);
  const madeOf = JSON.stringify([mark, input]);
  const key = `${planId} ${input.mode}`;
  const known = estimates.get(db) ?? new Map<string, { madeOf: string; estimate: PlanEstimate }>();
  estimates.set(db, known);
  const same = known.get(key);
  if (same?.madeOf === madeOf) return same.estimate;
  // Other requests have their turn between two simulations.
  await new Promise(setImmediate);
  const made = estimate(input, durations);
  if (known.size >= MOST_ESTIMATES) known.clear();
  known.set(key, { madeOf, estimate: made });
  return made;
}
