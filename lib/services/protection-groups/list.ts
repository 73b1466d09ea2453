import type { z } from "zod";

import { NameCursor, readCursor, toPage } from "#lib/db/cursor.ts";
import { listGroups } from "#lib/db/protection-groups.ts";
import type { Page } from "#lib/domain/paging.ts";
import { ProtectionGroupQuery, type ProtectionGroupSummary } from "#lib/domain/protection-group.ts";

import { type Context, requirePermission } from "../context.ts";
import { toGroupSummary } from "./view.ts";

export async function listProtectionGroups(
  ctx: Context,
  query: z.input<typeof ProtectionGroupQuery> = {},
): Promise<Page<ProtectionGroupSummary>> {
  requirePermission(ctx, "group:read");
  const { limit, cursor, ...filter } = ProtectionGroupQuery.parse(query);
  const groups = await listGroups(ctx.db, filter, { after: readCursor(NameCursor, cursor), limit });
  const page = toPage(groups, limit, (group) => [group.nameKey]);
  return { ...page, items: page.items.map(toGroupSummary) };
}
