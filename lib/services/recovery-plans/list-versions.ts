import { z } from "zod";

import { readCursor, toPage } from "#lib/db/cursor.ts";
import { listPlanVersions } from "#lib/db/recovery-plans.ts";
import { type Page, PageQuery } from "#lib/domain/paging.ts";
import type { PlanVersionView } from "#lib/domain/recovery-plan.ts";

import { type Context, requirePermission } from "../context.ts";
import { getPlanRecord } from "./rules.ts";

export const VersionQuery = PageQuery.strict();
const VersionCursor = z.tuple([z.int32().min(1)]).transform(([number]) => number);

/** Newest first. */
export async function listRecoveryPlanVersions(
  ctx: Context,
  id: string,
  query: z.input<typeof VersionQuery> = {},
): Promise<Page<PlanVersionView>> {
  requirePermission(ctx, "plan:read");
  const { limit, cursor } = VersionQuery.parse(query);
  const plan = await getPlanRecord(ctx.db, id);
  const versions = await listPlanVersions(ctx.db, plan.id, { before: readCursor(VersionCursor, cursor), limit });
  const page = toPage(versions, limit, (version) => [version.number]);
  return {
    ...page,
    items: page.items.map((version) => ({ ...version, createdAt: version.createdAt.toISOString() })),
  };
}
