import type { z } from "zod";

import { listEvents } from "#lib/db/execution-events.ts";
import { EventQuery, ExecutionEventView } from "#lib/domain/execution.ts";
import type { Page } from "#lib/domain/paging.ts";

import { type Context, requirePermission } from "../context.ts";
import { getExecutionRow } from "./get.ts";

/** Events after a sequence number, oldest first. `nextCursor` is the number to go on after, null at the end. */
export async function listExecutionEvents(
  ctx: Context,
  input: { executionId: string } & z.input<typeof EventQuery>,
): Promise<Page<ExecutionEventView>> {
  requirePermission(ctx, "execution:read");
  const { executionId, ...query } = input;
  const { after, limit } = EventQuery.parse(query);
  const execution = await getExecutionRow(ctx.db, executionId);
  const rows = await listEvents(ctx.db, { executionId: execution.id, after, limit: limit + 1 });
  const items = rows
    .slice(0, limit)
    .map(({ waveNumber, at, ...row }) => ExecutionEventView.parse({ ...row, at: at.toISOString(), wave: waveNumber }));
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? String(last.seq) : null };
}
