import { type ExecutionServer, listExecutionServers } from "#lib/db/executions.ts";
import { type DecisionAction } from "#lib/domain/execution-input.ts";
import { isServerProblem } from "#lib/domain/execution-status.ts";
import type { Context } from "#lib/services/context.ts";
import { cancelExecution } from "#lib/services/executions/cancel.ts";
import { decideWave } from "#lib/services/executions/decide.ts";
import { skipServer } from "#lib/services/executions/decide-server.ts";
import { pauseExecution } from "#lib/services/executions/pause.ts";
import { resumeExecution } from "#lib/services/executions/resume.ts";
import { reviveExecution } from "#lib/services/executions/revive.ts";

const COMMENT = "chaos";

/** What a person can do to an execution, as far as the suite plays it. Each throws where the product refuses it. */
export const ACTS = {
  revive: reviveExecution,
  pause: (ctx: Context, executionId: string) => pauseExecution(ctx, { executionId, comment: COMMENT }),
  resume: (ctx: Context, executionId: string) => resumeExecution(ctx, { executionId, comment: COMMENT }),
  cancel: (ctx: Context, executionId: string) => cancelExecution(ctx, { executionId, comment: COMMENT }),
  skip: (ctx: Context, server: { executionId: string; sourceServerId: string }) =>
    skipServer(ctx, { ...server, comment: COMMENT }),
  decide,
};

/** Answers the servers that may be launched once more because of it. */
async function decide(
  ctx: Context,
  decision: { executionId: string; waveNumber: number; action: DecisionAction },
): Promise<string[]> {
  const { executionId, waveNumber, action } = decision;
  const before = await listExecutionServers(ctx.db, { executionId, waveNumber });
  await decideWave(ctx, { ...decision, comment: COMMENT });
  if (action !== "retry") return [];
  const after = await listExecutionServers(ctx.db, { executionId, waveNumber });
  // One that failed between the first look and the decision is retried too.
  const retried = [...before.filter(hasFailed), ...after.filter(({ status }) => status === "QUEUED")];
  return [...new Set(retried.map((server) => server.sourceServerId))];
}

function hasFailed({ status }: ExecutionServer): boolean {
  return isServerProblem(status);
}
