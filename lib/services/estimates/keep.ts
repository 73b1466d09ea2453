import { listActionRuns } from "#lib/db/action-runs.ts";
import { actionOf } from "#lib/db/action-runs.ts";
import { listExecutionServers, listWaves, updateExecution } from "#lib/db/executions.ts";

import type { Context } from "../context.ts";
import { getExecutionRow } from "../executions/get.ts";
import { estimate } from "./estimate.ts";
import { learntDurations } from "./learnt.ts";

/**
 * Keeps with an execution how long it was expected to take when it started: what it is measured against, whatever is
 * learnt later. Done once; after the start, so that no start waits for it.
 */
export async function keepEstimate(ctx: Context, executionId: string): Promise<void> {
  const execution = await getExecutionRow(ctx.db, executionId);
  if (execution.estimate !== null || execution.endedAt !== null) return;
  const [waves, servers, runs, { durations }] = await Promise.all([
    listWaves(ctx.db, executionId),
    listExecutionServers(ctx.db, { executionId }),
    listActionRuns(ctx.db, { executionId }),
    learntDurations(ctx.db, execution.planId),
  ]);
  const made = estimate(
    {
      waves: waves.map(({ number, dependsOn }) => ({
        number,
        dependsOn,
        actions: runs.filter(({ waveNumber }) => waveNumber === number).map(actionOf),
      })),
      servers: servers
        .filter(({ status }) => status !== "SKIPPED")
        .map((server) => ({ ...server, osFamily: server.osFamily ?? "UNKNOWN" })),
      mode: execution.type,
    },
    durations,
  );
  await updateExecution(ctx.db, executionId, { estimate: made });
}
