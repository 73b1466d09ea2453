import type { z } from "zod";

import { readCursor, toPage } from "#lib/db/cursor.ts";
import { listJobLogItems, LogCursor } from "#lib/db/execution-reading.ts";
import { listExecutionServers } from "#lib/db/executions.ts";
import { LineData } from "#lib/db/launches.ts";
import { readStoredJson } from "#lib/db/stored-json.ts";
import { type JobLogItemView, JobLogQuery } from "#lib/domain/execution.ts";
import type { Page } from "#lib/domain/paging.ts";

import { type Context, requirePermission } from "../context.ts";
import { getExecutionRow } from "./get.ts";

/** What DRS wrote into the logs of an execution's jobs, oldest line first. */
export async function listJobLog(
  ctx: Context,
  input: { executionId: string } & z.input<typeof JobLogQuery>,
): Promise<Page<JobLogItemView>> {
  requirePermission(ctx, "execution:read");
  const { executionId, ...query } = input;
  const { limit, cursor, ...filter } = JobLogQuery.parse(query);
  const execution = await getExecutionRow(ctx.db, executionId);
  const after = readCursor(LogCursor, cursor);
  const [rows, servers] = await Promise.all([
    listJobLogItems(
      ctx.db,
      { executionId: execution.id, ...filter },
      { limit, after: after && { at: new Date(after[0]), launchId: after[1], seq: after[2] } },
    ),
    listExecutionServers(ctx.db, { executionId: execution.id }),
  ]);
  const hostnames = new Map(servers.map((server) => [server.sourceServerId, server.hostname]));
  const page = toPage(rows, limit, (row) => [row.at.toISOString(), row.launchId, row.seq]);
  const items = page.items.map((row): JobLogItemView => {
    const data = readStoredJson(LineData, row.data);
    return {
      launchId: row.launchId,
      jobId: row.launch.jobId ?? "",
      seq: row.seq,
      at: row.at.toISOString(),
      event: row.event,
      sourceServerId: row.sourceServerId,
      hostname: row.sourceServerId === null ? null : (hostnames.get(row.sourceServerId) ?? null),
      detail: data.rawError ?? data.targetInstanceId ?? data.conversionServerId,
    };
  });
  return { ...page, items };
}
