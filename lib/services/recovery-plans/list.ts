import type { z } from "zod";

import { NameCursor, readCursor, toPage } from "#lib/db/cursor.ts";
import { listPlans } from "#lib/db/recovery-plans.ts";
import type { Page } from "#lib/domain/paging.ts";
import { RecoveryPlanQuery, type RecoveryPlanSummary } from "#lib/domain/recovery-plan.ts";

import { type Context, requirePermission } from "../context.ts";
import { summarisePlans } from "./summaries.ts";

export async function listRecoveryPlans(
  ctx: Context,
  query: z.input<typeof RecoveryPlanQuery> = {},
): Promise<Page<RecoveryPlanSummary>> {
  requirePermission(ctx, "plan:read");
  const { limit, cursor, ...filter } = RecoveryPlanQuery.parse(query);
  const plans = await listPlans(ctx.db, filter, { after: readCursor(NameCursor, cursor), limit });
  const page = toPage(plans, limit, (plan) => [plan.nameKey]);
  return { ...page, items: await summarisePlans(ctx.db, page.items) };
}
