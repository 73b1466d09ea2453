import { newestCleanups, runningTaskCounts, serverStatusCounts, waveStatuses } from "#lib/db/execution-reading.ts";
import type { Database } from "#lib/db/client.ts";
import type { Execution } from "#lib/db/executions.ts";
import { executionLogsUrl } from "#lib/domain/console-links.ts";
import { stateMachineExecutionUrl } from "#lib/domain/console-links.ts";
import type { EngineView, ExecutionSummary } from "#lib/domain/execution.ts";
import { isWaveOver, isWaveUnderWay } from "#lib/domain/execution-status.ts";
import type { EngineLinks } from "#lib/domain/execution-trigger.ts";
import { countServers } from "#lib/domain/server-counts.ts";

/** What a list shows of executions, in a few queries for all of them. */
export async function summariseExecutions(
  db: Database,
  executions: readonly Execution[],
  links: EngineLinks,
): Promise<ExecutionSummary[]> {
  const ids = executions.map((execution) => execution.id);
  const [servers, waves, tasks, cleanups] = await Promise.all([
    serverStatusCounts(db, ids),
    waveStatuses(db, ids),
    runningTaskCounts(db, ids),
    newestCleanups(db, ids),
  ]);
  return executions.map((execution) => {
    const own = waves.get(execution.id) ?? [];
    return {
      ...executionFacts(execution),
      servers: countServers(servers.get(execution.id) ?? []),
      waveCount: own.length,
      wavesOver: own.filter((wave) => isWaveOver(wave.status)).length,
      wavesUnderWay: own.filter((wave) => isWaveUnderWay(wave.status)).map((wave) => wave.number),
      wavesToDecide: own.filter((wave) => wave.status === "AWAITING_DECISION").map((wave) => wave.number),
      tasksToDo: tasks.get(execution.id) ?? 0,
      cleanupStatus: cleanups.get(execution.id) ?? "NONE",
      engine: engineView(execution, links),
    };
  });
}

function executionFacts(execution: Execution) {
  return {
    id: execution.id,
    plan: { id: execution.planId, name: execution.planName, version: execution.planVersion },
    isAdHoc: execution.isAdHoc,
    type: execution.type,
    status: execution.status,
    simulated: execution.simulated,
    requestedBy: execution.requestedBy,
    comment: execution.comment,
    incidentAt: isoOf(execution.incidentAt),
    createdAt: execution.createdAt.toISOString(),
    startedAt: isoOf(execution.startedAt),
    endedAt: isoOf(execution.endedAt),
    rtoMinutes: execution.rtoMinutes,
    rpoMinutes: execution.rpoMinutes,
  };
}

export function isoOf(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}

function engineView(execution: Execution, links: EngineLinks): EngineView {
  const { id: executionId, generation, contract } = execution;
  const isStarted = execution.engineStartedAt !== null;
  const arn = links.executionArn({ executionId, generation, contract });
  return {
    state: engineState(execution),
    generation,
    reason: execution.endedAt === null ? execution.engineStopReason : null,
    since: isoOf(execution.engineStoppedAt ?? execution.engineStartedAt),
    executionUrl: isStarted ? stateMachineExecutionUrl(arn) : null,
    logsUrl: executionLogsUrl(links.homeRegion, executionId),
  };
}

function engineState(execution: Execution): EngineView["state"] {
  if (execution.endedAt !== null) return "ENDED";
  if (execution.engineStoppedAt !== null) return "STOPPED";
  return execution.engineStartedAt === null ? "STARTING" : "RUNNING";
}
