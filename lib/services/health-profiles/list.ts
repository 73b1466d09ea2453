import { NameCursor, readCursor, toPage } from "#lib/db/cursor.ts";
import { listProfiles } from "#lib/db/health-profiles.ts";
import { HealthProfileQuery, type HealthProfileView } from "#lib/domain/health-gates/health-profile.ts";
import type { Page } from "#lib/domain/paging.ts";

import { type Context, requirePermission } from "../context.ts";
import { toHealthProfileView } from "./view.ts";

/** Health profiles by name, with the plans that use them. */
export async function listHealthProfiles(
  ctx: Context,
  query: HealthProfileQuery = {},
): Promise<Page<HealthProfileView>> {
  requirePermission(ctx, "plan:read");
  const { limit, cursor } = HealthProfileQuery.parse(query);
  const profiles = await listProfiles(ctx.db, { after: readCursor(NameCursor, cursor), limit });
  const page = toPage(profiles, limit, (profile) => [profile.nameKey]);
  return { ...page, items: page.items.map(toHealthProfileView) };
}
