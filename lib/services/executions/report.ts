import { actionOf, type ActionRun, listActionRuns } from "#lib/db/action-runs.ts";
import type { Database } from "#lib/db/client.ts";
import { type Decision, listDecisions } from "#lib/db/decisions.ts";
import { insertReport, listProblems, listReports } from "#lib/db/execution-reports.ts";
import {
  type Execution,
  type ExecutionServer,
  type ExecutionWave,
  listExecutionServers,
  listWaves,
} from "#lib/db/executions.ts";
import { listLaunches } from "#lib/db/launches.ts";
import { readStoredJson } from "#lib/db/stored-json.ts";
import { DecisionAction } from "#lib/domain/execution-input.ts";
import { ServerFailure } from "#lib/domain/execution.ts";
import { type OutcomeReport, outcomeReport } from "#lib/domain/outcome-report/outcome-report.ts";
import type { ActionRow, ProblemRow, ServerRow, WaveRow } from "#lib/domain/outcome-report/outcome-rows.ts";
import { OutcomeReportJson } from "#lib/domain/outcome-report/outcome-view.ts";
import { resultOf } from "#lib/domain/server-counts.ts";

/** Freezes what an execution came to, in the transaction that ends it. Clean-ups come later and change nothing of it. */
export async function keepReport(db: Database, execution: Execution, madeAt: Date): Promise<void> {
  const report = await makeReport(db, execution);
  // Through JSON and back, so that what cannot be read again is never kept.
  const text = JSON.stringify(report);
  OutcomeReportJson.parse(JSON.parse(text));
  await insertReport(db, { executionId: execution.id, report: JSON.parse(text) as object, madeAt });
}

export type KeptReport = { report: OutcomeReport; madeAt: Date };

/** The reports of ended executions by id. Of those that ended before reports were kept they are made now, and kept. */
export async function readReports(
  db: Database,
  executions: readonly Execution[],
  now: Date,
): Promise<Map<string, KeptReport>> {
  const ids = executions.map(({ id }) => id);
  const known = new Set((await listReports(db, ids)).map(({ executionId }) => executionId));
  for (const execution of executions) if (!known.has(execution.id)) await keepReport(db, execution, now);
  const kept = await listReports(db, ids);
  return new Map(
    kept.map(({ executionId, report, madeAt }) => [
      executionId,
      { report: readStoredJson(OutcomeReportJson, report), madeAt },
    ]),
  );
}

async function makeReport(db: Database, execution: Execution): Promise<OutcomeReport> {
  const { id, endedAt } = execution;
  const until = endedAt ?? execution.createdAt;
  const waves = await listWaves(db, id);
  const servers = await listExecutionServers(db, { executionId: id });
  const launches = new Map((await listLaunches(db, { executionId: id })).map((launch) => [launch.id, launch]));
  const decisions = await listDecisions(db, id);
  return outcomeReport({
    execution: {
      type: execution.type,
      startedAt: execution.createdAt,
      incidentAt: execution.incidentAt,
      endedAt: until,
      rtoMinutes: execution.rtoMinutes,
      rpoMinutes: execution.rpoMinutes,
    },
    waves: waves.map(toWaveRow),
    servers: servers.map((server) => {
      const launch = server.launchId === null ? undefined : launches.get(server.launchId);
      return toServerRow(server, { requestedAt: launch?.requestedAt ?? null, decisions });
    }),
    decisions: decisions.map(({ waveNumber, action, serverIds, actor, comment, waitedSince, at }) => ({
      wave: waveNumber,
      action: DecisionAction.parse(action),
      sourceServerIds: serverIds,
      actor,
      comment,
      waitedSince,
      at,
    })),
    actions: (await listActionRuns(db, { executionId: id })).map(toActionRow),
    problems: (await listProblems(db, id, until)).map(
      ({ at, severity, waveNumber, hostname, message, detail }): ProblemRow => ({
        at,
        severity: severity === "problem" ? "problem" : "warning",
        wave: waveNumber,
        hostname,
        message,
        detail,
      }),
    ),
  });
}

function toWaveRow({ number, name, status, dependsOn, startedAt, endedAt, reason }: ExecutionWave): WaveRow {
  return { number, name, status, dependsOn, startedAt, endedAt, reason };
}

type ServerFacts = { requestedAt: Date | null; decisions: readonly Decision[] };

/**
 * What a clean-up terminated is what it had come to. Of one that was skipped the row says why, unless it says what went
 * wrong before that.
 */
function toServerRow(server: ExecutionServer, { requestedAt, decisions }: ServerFacts): ServerRow {
  const failure = readStoredJson(ServerFailure.nullable(), server.failure);
  const status = resultOf(server);
  const isUntouched = failure === null && server.launchedAt === null;
  const isReason = status === "SKIPPED" && (isUntouched || decisions.some(({ comment }) => comment === server.error));
  return {
    accountId: server.accountId,
    region: server.region,
    sourceServerId: server.sourceServerId,
    hostname: server.hostname,
    os: server.os,
    waveNumber: server.waveNumber,
    isCritical: server.isCritical,
    status,
    attempts: server.attempts,
    recoveryInstanceId: server.recoveryInstanceId,
    requestedAt,
    launchedAt: server.launchedAt,
    healthyAt: server.healthyAt,
    snapshotAt: server.snapshotAt,
    usedPreviousSnapshot: server.usedPreviousSnapshot,
    skippedBy: null,
    reason: isReason ? server.error : null,
    error: isReason ? null : server.error,
    failure,
  };
}

function toActionRow(run: ActionRun): ActionRow {
  const { name, kind } = actionOf(run);
  return {
    wave: run.waveNumber,
    name,
    kind,
    stage: run.stage,
    state: run.state,
    tries: run.starts,
    isAccepted: run.isAccepted,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    error: run.error,
  };
}
