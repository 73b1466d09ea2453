import { basisWords } from "#lib/domain/estimate/basis.ts";
import { actionsSeconds } from "#lib/domain/estimate/action-seconds.ts";
import type { CriticalWave } from "#lib/domain/estimate/critical-path.ts";
import type { OsFamily } from "#lib/domain/estimate/duration-sample.ts";
import type { Durations } from "#lib/domain/estimate/durations.ts";
import type { PlanEstimate } from "#lib/domain/estimate/plan-estimate.ts";
import { forecastPlan } from "#lib/domain/estimate/forecast.ts";
import { slackOf } from "#lib/domain/estimate/slack.ts";
import type { PlannedWave } from "#lib/domain/estimate/step-model.ts";
import type { Action } from "#lib/domain/actions/action.ts";
import type { ExecutionType } from "#lib/domain/execution-status.ts";

export type EstimatedWave = { number: number; dependsOn: readonly number[]; actions: readonly Action[] };
export type EstimatedServer = { sourceServerId: string; hostname: string; osFamily: OsFamily; waveNumber: number };

export type Estimated = {
  waves: readonly EstimatedWave[];
  servers: readonly EstimatedServer[];
  mode: ExecutionType;
};

/** How long these waves would take, by what was learnt. */
export function estimate({ waves, servers, mode }: Estimated, durations: Durations): PlanEstimate {
  const planned = plannedWaves({ waves, servers, mode });
  const forecast = forecastPlan({ waves: planned, mode, durations });
  const path = new Set(forecast.criticalPath.map(({ wave }) => wave));
  const slack = slackOf(
    forecast.waves.map(({ number, start, end }) => ({
      number,
      dependsOn: waves.find((wave) => wave.number === number)?.dependsOn ?? [],
      start: start.p50,
      end: end.p50,
    })),
    forecast.end.p50,
  );
  return {
    p50Seconds: forecast.end.p50,
    p90Seconds: forecast.end.p90,
    waves: forecast.waves.map((wave) => ({
      ...wave,
      slackSeconds: path.has(wave.number) ? null : (slack.get(wave.number) ?? null),
    })),
    criticalPath: namedPath(forecast.criticalPath, servers),
    basis: basisWords({ durations, mode, osFamilies: servers.map(({ osFamily }) => osFamily) }),
  };
}

export function plannedWaves({ waves, servers, mode }: Estimated): PlannedWave[] {
  const byWave = Map.groupBy(servers, ({ waveNumber }) => waveNumber);
  return waves.map(({ number, dependsOn, actions }) => ({
    number,
    dependsOn,
    servers: byWave.get(number) ?? [],
    actionsSeconds: actionsSeconds(actions, mode),
  }));
}

/** The critical path with the names of the servers that it waits for. */
export function namedPath(
  path: readonly CriticalWave[],
  servers: readonly Pick<EstimatedServer, "sourceServerId" | "hostname">[],
): PlanEstimate["criticalPath"] {
  const names = new Map(servers.map(({ sourceServerId, hostname }) => [sourceServerId, hostname]));
  return path.map(({ wave, share, server }) => ({
    wave,
    share,
    hostname: server === null ? null : (names.get(server.sourceServerId) ?? null),
  }));
}
