import { neverHealthyCounts, newestCleanups, serverStatusCounts, waveStatuses } from "#lib/db/execution-reading.ts";
import type { Database } from "#lib/db/client.ts";
import type { Execution } from "#lib/db/executions.ts";
import { executionLogsUrl } from "#lib/domain/console-links.ts";
import { stateMachineExecutionUrl } from "#lib/domain/console-links.ts";
import type { EngineView, ExecutionSummary, ServerCounts } from "#lib/domain/execution.ts";
import { isWaveOver, isWaveUnderWay, type ServerStatus } from "#lib/domain/execution-status.ts";
import type { EngineLinks } from "#lib/domain/execution-trigger.ts";

/** What a list shows of executions, in a few queries for all of them. */
export async function summariseExecutions(
  db: Database,
  executions: readonly Execution[],
  links: EngineLinks,
): Promise<ExecutionSummary[]> {
  const ids = executions.map((execution) => execution.id);
  const [servers, neverHealthy, waves, cleanups] = await Promise.all([
    serverStatusCounts(db, ids),
    neverHealthyCounts(db, ids),
    waveStatuses(db, ids),
    newestCleanups(db, ids),
  ]);
  return executions.map((execution) => {
    const own = waves.get(execution.id) ?? [];
    return {
      ...executionFacts(execution),
      servers: countServers(servers.get(execution.id) ?? [], neverHealthy.get(execution.id) ?? 0),
      waveCount: own.length,
      wavesOver: own.filter((wave) => isWaveOver(wave.status)).length,
      wavesUnderWay: own.filter((wave) => isWaveUnderWay(wave.status)).map((wave) => wave.number),
      wavesToDecide: own.filter((wave) => wave.status === "AWAITING_DECISION").map((wave) => wave.number),
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

const COUNTED_AS: Record<ServerStatus, Exclude<keyof ServerCounts, "total">> = {
  PENDING: "toGo",
  QUEUED: "toGo",
  LAUNCHING: "launching",
  LAUNCHED: "launched",
  HEALTHY: "healthy",
  UNHEALTHY: "failed",
  FAILED: "failed",
  SKIPPED: "skipped",
  TERMINATED: "healthy",
};

/** A server counts as what it came to: terminated after it was healthy, it was a success. */
function countServers(
  statuses: readonly { status: ServerStatus; count: number }[],
  neverHealthy: number,
): ServerCounts {
  const counts: ServerCounts = { total: 0, healthy: 0, launched: 0, launching: 0, failed: 0, toGo: 0, skipped: 0 };
  for (const { status, count } of statuses) {
    counts.total += count;
    counts[COUNTED_AS[status]] += count;
  }
  counts.healthy -= neverHealthy;
  counts.failed += neverHealthy;
  return counts;
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
