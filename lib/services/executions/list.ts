import type { z } from "zod";

import { readCursor, toPage } from "#lib/db/cursor.ts";
import { ExecutionCursor, listExecutionRows } from "#lib/db/execution-reading.ts";
import { ExecutionQuery } from "#lib/domain/execution-input.ts";
import { type ExecutionSummary } from "#lib/domain/execution.ts";
import type { EngineLinks } from "#lib/domain/execution-trigger.ts";
import type { Page } from "#lib/domain/paging.ts";

import { type Context, requirePermission } from "../context.ts";
import { inSnapshot } from "../transaction.ts";
import { summariseExecutions } from "./summary.ts";

/** Newest first. */
export async function listExecutions(
  ctx: Context,
  query: z.input<typeof ExecutionQuery>,
  links: EngineLinks,
): Promise<Page<ExecutionSummary>> {
  requirePermission(ctx, "execution:read");
  const { limit, cursor, active, ...filter } = ExecutionQuery.parse(query);
  return inSnapshot(ctx, async (db) => {
    const rows = await listExecutionRows(
      db,
      { ...filter, active: active === undefined ? undefined : active === "true" },
      { after: readCursor(ExecutionCursor, cursor), limit },
    );
    const page = toPage(rows, limit, (row) => [row.createdAt.toISOString(), row.id]);
    return { ...page, items: await summariseExecutions(db, page.items, links) };
  });
}
