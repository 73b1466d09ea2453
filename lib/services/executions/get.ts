import { type Execution, findExecution, listExecutionServers, listWaves } from "#lib/db/executions.ts";
import type { Database } from "#lib/db/client.ts";
import { listLaunches } from "#lib/db/launches.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { ExecutionView } from "#lib/domain/execution.ts";
import type { EngineLinks } from "#lib/domain/execution-trigger.ts";

import { type Context, requirePermission } from "../context.ts";
import { requireRowId } from "../row-id.ts";
import { isoOf, summariseExecutions } from "./summary.ts";
import { toWaveView } from "./view.ts";

const NOT_FOUND = "There is no execution with this id.";

/** Throws `NOT_FOUND`. */
export async function getExecution(ctx: Context, id: string, links: EngineLinks): Promise<ExecutionView> {
  requirePermission(ctx, "execution:read");
  const execution = await getExecutionRow(ctx.db, id);
  const [waves, servers, launches, [summary]] = await Promise.all([
    listWaves(ctx.db, execution.id),
    listExecutionServers(ctx.db, { executionId: execution.id }),
    listLaunches(ctx.db, { executionId: execution.id }),
    summariseExecutions(ctx.db, [execution], links),
  ]);
  if (summary === undefined) throw new AppError("NOT_FOUND", NOT_FOUND);
  return {
    ...summary,
    inventoryAt: isoOf(execution.inventoryAt),
    waves: waves.map((wave) => toWaveView(wave, { servers, launches })),
    asOf: ctx.now().toISOString(),
  };
}

/** Throws `NOT_FOUND`, also for what cannot be an id. */
export async function getExecutionRow(db: Database, id: string): Promise<Execution> {
  const execution = await findExecution(db, requireRowId(id, NOT_FOUND));
  if (execution === null) throw new AppError("NOT_FOUND", NOT_FOUND);
  return execution;
}
