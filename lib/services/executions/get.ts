import { type Execution, findExecution, listExecutionServers, listWaves } from "#lib/db/executions.ts";
import type { Database } from "#lib/db/client.ts";
import { listActionRuns } from "#lib/db/action-runs.ts";
import { findNewestCleanup } from "#lib/db/cleanups.ts";
import { listDecisions } from "#lib/db/decisions.ts";
import { listLaunches } from "#lib/db/launches.ts";
import { readStoredJson } from "#lib/db/stored-json.ts";
import { AppError } from "#lib/domain/errors.ts";
import { PlanEstimate } from "#lib/domain/estimate/plan-estimate.ts";
import type { ExecutionView } from "#lib/domain/execution.ts";
import type { EngineLinks } from "#lib/domain/execution-trigger.ts";

import { type Context, requirePermission } from "../context.ts";
import { requireRowId } from "../row-id.ts";
import { inSnapshot } from "../transaction.ts";
import { isoOf, summariseExecutions } from "./summary.ts";
import { queuePlaces } from "./queue-places.ts";
import { readExecutionPoint, readStartedWaves, toCleanupView, toDecisionView, toWaveView } from "./view.ts";
import { waitedJobs } from "./waited-jobs.ts";

const NOT_FOUND = "There is no execution with this id.";

/** Throws `NOT_FOUND`. */
export async function getExecution(ctx: Context, id: string, links: EngineLinks): Promise<ExecutionView> {
  requirePermission(ctx, "execution:read");
  return inSnapshot(ctx, (db) => readExecution(db, { id, links, asOf: ctx.now() }));
}

async function readExecution(
  db: Database,
  { id, links, asOf }: { id: string; links: EngineLinks; asOf: Date },
): Promise<ExecutionView> {
  const execution = await getExecutionRow(db, id);
  const [waves, servers, launches, runs, decisions, cleanup, [summary]] = await Promise.all([
    listWaves(db, execution.id),
    listExecutionServers(db, { executionId: execution.id }),
    listLaunches(db, { executionId: execution.id }),
    listActionRuns(db, { executionId: execution.id }),
    listDecisions(db, execution.id),
    findNewestCleanup(db, execution.id),
    summariseExecutions(db, [execution], links),
  ]);
  const [places, waited] = await Promise.all([queuePlaces(db, servers), waitedJobs(db, servers)]);
  const startedWith = readStartedWaves(execution.startedWith);
  if (summary === undefined) throw new AppError("NOT_FOUND", NOT_FOUND);
  return {
    ...summary,
    inventoryAt: isoOf(execution.inventoryAt),
    pointInTime: readExecutionPoint(execution.pointInTime),
    waves: waves.map((wave) => toWaveView(wave, { execution, servers, launches, places, waited, startedWith, runs })),
    decisions: decisions.map(toDecisionView),
    cleanupMinutes: execution.cleanupMinutes,
    cleanup: toCleanupView(cleanup),
    estimate: readStoredJson(PlanEstimate.nullable(), execution.estimate),
    asOf: asOf.toISOString(),
  };
}

/** Throws `NOT_FOUND`, also for what cannot be an id. */
export async function getExecutionRow(db: Database, id: string): Promise<Execution> {
  const execution = await findExecution(db, requireRowId(id, NOT_FOUND));
  if (execution === null) throw new AppError("NOT_FOUND", NOT_FOUND);
  return execution;
}
