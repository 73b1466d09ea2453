import { listEarlierExecutions } from "#lib/db/execution-reports.ts";
import type { Execution } from "#lib/db/executions.ts";
import { AppError } from "#lib/domain/errors.ts";
import { compareOutcomes } from "#lib/domain/outcome-report/compare.ts";
import { outcomeCsv } from "#lib/domain/outcome-report/csv.ts";
import type { OutcomeView } from "#lib/domain/outcome-report/outcome-view.ts";

import { type Context, requirePermission } from "../context.ts";
import { getExecutionRow } from "./get.ts";
import { readReports } from "./report.ts";

/** How many earlier executions of a plan an outcome is compared with. */
const COMPARED = 20;

/**
 * What an execution came to, as it was at its end, against the earlier executions of its plan. Throws `NOT_FOUND`, and
 * `INVALID_STATE` while it has not ended.
 */
export async function getOutcome(ctx: Context, id: string): Promise<OutcomeView> {
  requirePermission(ctx, "execution:read");
  const execution = await getEndedExecution(ctx, id);
  const earlier = await listEarlierExecutions(ctx.db, execution, COMPARED);
  const reports = await readReports(ctx.db, [execution, ...earlier], ctx.now());
  const own = reports.get(execution.id);
  if (own === undefined) throw new Error("A report that was kept is not there.");
  return {
    execution: factsOf(execution),
    report: own.report,
    madeAt: own.madeAt,
    comparison: compareOutcomes(
      own.report,
      earlier.flatMap((each) => reports.get(each.id)?.report ?? []),
    ),
    before: beforeOf(earlier[0], reports),
  };
}

/** The servers of an outcome as CSV, with a name for the file. Throws as `getOutcome` does. */
export async function getOutcomeCsv(ctx: Context, id: string): Promise<{ filename: string; text: string }> {
  requirePermission(ctx, "execution:read");
  const execution = await getEndedExecution(ctx, id);
  const own = (await readReports(ctx.db, [execution], ctx.now())).get(execution.id);
  if (own === undefined) throw new Error("A report that was kept is not there.");
  return { filename: `${fileName(execution)}.csv`, text: outcomeCsv(own.report) };
}

async function getEndedExecution(ctx: Context, id: string): Promise<Execution> {
  const execution = await getExecutionRow(ctx.db, id);
  if (execution.endedAt !== null) return execution;
  throw new AppError("INVALID_STATE", "This execution has not ended. Its outcome is made at its end.");
}

function factsOf(execution: Execution): OutcomeView["execution"] {
  const { id, planId, planName, planVersion, isAdHoc, status, simulated, requestedBy, comment } = execution;
  return {
    id,
    plan: { id: planId, name: planName, version: planVersion },
    isAdHoc,
    status,
    simulated,
    requestedBy,
    comment,
  };
}

function beforeOf(
  execution: Execution | undefined,
  reports: Awaited<ReturnType<typeof readReports>>,
): OutcomeView["before"] {
  const report = execution === undefined ? undefined : reports.get(execution.id)?.report;
  if (execution === undefined || report === undefined) return null;
  const { id, planVersion, status } = execution;
  const { type, startedAt, achieved, totals } = report;
  return { id, planVersion, status, type, startedAt, seconds: achieved.rto.seconds, totals };
}

/** `drill-payments-platform-2026-11-24-7f3a91c2`: readable, and safe in every file system. */
function fileName({ id, type, planName, createdAt }: Execution): string {
  const plan = planName
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60);
  const day = createdAt.toISOString().slice(0, 10);
  return [type.toLowerCase(), plan, day, id.slice(0, 8)].filter((part) => part !== "").join("-");
}
