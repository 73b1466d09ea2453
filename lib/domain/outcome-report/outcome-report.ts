import type { ExecutionType, WaveStatus } from "#lib/domain/execution-status.ts";

import { type Achieved, achievedBy, rpoSeconds, rtoSeconds } from "./achieved.ts";
import {
  type DecisionRow,
  type ExecutionRow,
  resultOf,
  type ServerResult,
  type ServerRow,
  type WaveRow,
} from "./outcome-rows.ts";

/** Servers by what became of them: the first five add up to `total`, the last two count servers among those again. */
export type OutcomeTotals = {
  total: number;
  healthy: number;
  launchedNeverHealthy: number;
  failed: number;
  skipped: number;
  notLaunched: number;
  launched: number;
  usedPreviousSnapshot: number;
};

export type ServerOutcome = {
  sourceServerId: string;
  hostname: string;
  waveNumber: number;
  waveName: string;
  isCritical: boolean;
  result: ServerResult;
  rtoSeconds: number | null;
  rpoSeconds: number | null;
  launchedAt: Date | null;
  healthyAt: Date | null;
  snapshotAt: Date | null;
  usedPreviousSnapshot: boolean;
  /** By whom and why it was left out; null unless it was. */
  skipped: { by: string | null; reason: string | null } | null;
  error: string | null;
};

export type WaveOutcome = {
  number: number;
  name: string;
  status: WaveStatus;
  dependsOn: readonly number[];
  achieved: Achieved;
  totals: OutcomeTotals;
};

export type OutcomeReport = {
  type: ExecutionType;
  startedAt: Date;
  incidentAt: Date | null;
  endedAt: Date;
  rtoMinutes: number | null;
  rpoMinutes: number | null;
  /** From what the recovery time is counted. */
  countedFrom: "INCIDENT" | "START";
  achieved: Achieved;
  totals: OutcomeTotals;
  waves: WaveOutcome[];
  criticalServers: ServerOutcome[];
  optionalServers: ServerOutcome[];
  decisions: DecisionRow[];
};

export type OutcomeInput = {
  execution: ExecutionRow;
  waves: readonly WaveRow[];
  servers: readonly ServerRow[];
  decisions: readonly DecisionRow[];
};

/** The outcome of an ended execution: times in seconds, servers by wave and hostname, decisions in order of time. */
export function outcomeReport(input: OutcomeInput): OutcomeReport {
  const { execution, waves } = input;
  const servers = input.servers.toSorted(
    (a, b) =>
      a.waveNumber - b.waveNumber ||
      compareText(a.hostname, b.hostname) ||
      compareText(a.sourceServerId, b.sourceServerId),
  );
  const outcomes = servers.map((server) => serverOutcome(server, input));
  return {
    type: execution.type,
    startedAt: execution.startedAt,
    incidentAt: execution.incidentAt,
    endedAt: execution.endedAt,
    rtoMinutes: execution.rtoMinutes,
    rpoMinutes: execution.rpoMinutes,
    countedFrom: execution.incidentAt === null ? "START" : "INCIDENT",
    achieved: achievedBy(servers, execution),
    totals: totalsOf(servers),
    waves: waves
      .toSorted((a, b) => a.number - b.number)
      .map(({ number, name, status, dependsOn }) => {
        const own = servers.filter(({ waveNumber }) => waveNumber === number);
        return { number, name, status, dependsOn, achieved: achievedBy(own, execution), totals: totalsOf(own) };
      }),
    criticalServers: outcomes.filter(({ isCritical }) => isCritical),
    optionalServers: outcomes.filter(({ isCritical }) => !isCritical),
    decisions: input.decisions.toSorted((a, b) => a.at.getTime() - b.at.getTime()),
  };
}

/** All servers of a report, by wave, critical ones first. */
export function serversOf(report: OutcomeReport): ServerOutcome[] {
  return [...report.criticalServers, ...report.optionalServers].toSorted((a, b) => a.waveNumber - b.waveNumber);
}

/** By code unit, so that a report reads the same on every machine. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function totalsOf(servers: readonly ServerRow[]): OutcomeTotals {
  const counts = { HEALTHY: 0, LAUNCHED_NEVER_HEALTHY: 0, FAILED: 0, SKIPPED: 0, NOT_LAUNCHED: 0 };
  for (const server of servers) counts[resultOf(server)] += 1;
  return {
    total: servers.length,
    healthy: counts.HEALTHY,
    launchedNeverHealthy: counts.LAUNCHED_NEVER_HEALTHY,
    failed: counts.FAILED,
    skipped: counts.SKIPPED,
    notLaunched: counts.NOT_LAUNCHED,
    launched: servers.filter(wasLaunched).length,
    usedPreviousSnapshot: servers.filter(({ usedPreviousSnapshot }) => usedPreviousSnapshot).length,
  };
}

/** It came up once, whatever became of it then. */
function wasLaunched(server: ServerRow): boolean {
  const result = resultOf(server);
  return server.launchedAt !== null || result === "HEALTHY" || result === "LAUNCHED_NEVER_HEALTHY";
}

function serverOutcome(server: ServerRow, { execution, waves, decisions }: OutcomeInput): ServerOutcome {
  const result = resultOf(server);
  return {
    sourceServerId: server.sourceServerId,
    hostname: server.hostname,
    waveNumber: server.waveNumber,
    waveName: waves.find(({ number }) => number === server.waveNumber)?.name ?? "",
    isCritical: server.isCritical,
    result,
    rtoSeconds: rtoSeconds(server, execution),
    rpoSeconds: rpoSeconds(server, execution),
    launchedAt: server.launchedAt,
    healthyAt: server.healthyAt,
    snapshotAt: server.snapshotAt,
    usedPreviousSnapshot: server.usedPreviousSnapshot,
    skipped: result === "SKIPPED" ? skipOf(server, decisions) : null,
    error: server.error,
  };
}

/** What the row says, and where it says nothing the newest decision that skipped the server or its whole wave. */
function skipOf(server: ServerRow, decisions: readonly DecisionRow[]): { by: string | null; reason: string | null } {
  const decision = decisions
    .filter(({ action, wave }) => action === "skip" && wave === server.waveNumber)
    .filter(({ sourceServerIds }) => sourceServerIds.length === 0 || sourceServerIds.includes(server.sourceServerId))
    .reduce<DecisionRow | null>((newest, each) => (newest === null || each.at > newest.at ? each : newest), null);
  const isSame = server.skippedBy === null || server.skippedBy === decision?.actor;
  return {
    by: server.skippedBy ?? decision?.actor ?? null,
    reason: server.reason ?? (isSame ? (decision?.comment ?? null) : null),
  };
}
