import { type ActionRun, actionOf, listActionRuns } from "#lib/db/action-runs.ts";
import {
  type Execution,
  type ExecutionServer,
  type ExecutionWave,
  listExecutionServers,
  listWaves,
} from "#lib/db/executions.ts";
import { listLaunches } from "#lib/db/launches.ts";
import { AppError } from "#lib/domain/errors.ts";
import { actionsSeconds } from "#lib/domain/estimate/action-seconds.ts";
import { basisWords } from "#lib/domain/estimate/basis.ts";
import { deadlineRisk } from "#lib/domain/estimate/deadline.ts";
import type { Durations } from "#lib/domain/estimate/durations.ts";
import type { ForecastView } from "#lib/domain/estimate/forecast-view.ts";
import { forecastRunning, type RunningForecast, type RunningInput } from "#lib/domain/estimate/running.ts";
import type { RunningServer, RunningWave } from "#lib/domain/estimate/running-model.ts";
import { slackOf } from "#lib/domain/estimate/slack.ts";
import { isPaused, isServerProblem, isWaveToDecide } from "#lib/domain/execution-status.ts";

import { type Context, requirePermission } from "../context.ts";
import { getExecutionRow } from "../executions/get.ts";
import { namedPath } from "./estimate.ts";
import { learntDurations } from "./learnt.ts";

/**
 * When an execution under way will probably end, by all that has happened in it, and what an answer to a wave that waits
 * for one does to that. Throws `NOT_FOUND`, and `INVALID_STATE` once it has ended.
 */
export async function getForecast(ctx: Context, id: string): Promise<ForecastView> {
  requirePermission(ctx, "execution:read");
  const execution = await getExecutionRow(ctx.db, id);
  if (execution.endedAt !== null) throw new AppError("INVALID_STATE", "This execution has ended.");
  const now = ctx.now();
  const [waves, servers, launches, runs, { durations }] = await Promise.all([
    listWaves(ctx.db, execution.id),
    listExecutionServers(ctx.db, { executionId: execution.id }),
    listLaunches(ctx.db, { executionId: execution.id }),
    listActionRuns(ctx.db, { executionId: execution.id }),
    learntDurations(ctx.db, execution.planId),
  ]);
  const requested = new Map(launches.map((launch) => [launch.id, launch.requestedAt]));
  const running = servers.map((server) =>
    toRunningServer(server, server.launchId === null ? null : (requested.get(server.launchId) ?? null)),
  );
  const input: RunningInput = {
    waves: waves.map((wave) => toRunningWave(wave, { execution, runs, servers: running })),
    servers: running,
    mode: execution.type,
    durations,
    now,
    targetAt: targetOf(execution),
  };
  return toView(input, { execution, servers, durations });
}

function targetOf({ incidentAt, createdAt, rtoMinutes }: Execution): Date | null {
  return rtoMinutes === null ? null : new Date((incidentAt ?? createdAt).getTime() + rtoMinutes * 60_000);
}

function toRunningServer(server: ExecutionServer, requestedAt: Date | null): RunningServer {
  const { sourceServerId, osFamily, waveNumber, status, launchedAt, healthyAt } = server;
  return { sourceServerId, osFamily: osFamily ?? "UNKNOWN", waveNumber, status, requestedAt, launchedAt, healthyAt };
}

type WaveParts = { execution: Execution; runs: readonly ActionRun[]; servers: readonly RunningServer[] };

function toRunningWave(
  wave: ExecutionWave,
  { execution, runs, servers }: WaveParts,
): RunningWave & { servers: RunningServer[] } {
  const { number, dependsOn, status, startedAt, endedAt } = wave;
  const actions = runs.filter(({ waveNumber }) => waveNumber === number).map(actionOf);
  return {
    ...{ number, dependsOn, status, startedAt, endedAt },
    servers: servers.filter(({ waveNumber }) => waveNumber === number),
    actionsSeconds: actionsSeconds(actions, execution.type),
  };
}

type ViewParts = { execution: Execution; servers: readonly ExecutionServer[]; durations: Durations };

function toView(input: RunningInput, { execution, servers, durations }: ViewParts): ForecastView {
  const asIs = forecastRunning(input);
  const waiting = input.waves.filter(({ status }) => isWaveToDecide(status)).map(({ number }) => number);
  const toRetry = waiting.filter((wave) => failedIn(input, wave));
  const shown = toRetry.length === 0 ? asIs : forecastRunning(retrying(input, toRetry));
  const names = new Map(servers.map((server) => [server.sourceServerId, server]));
  return {
    asOf: input.now.toISOString(),
    end: { p50: shown.end.p50.toISOString(), p90: shown.end.p90.toISOString() },
    condition: isPaused(execution.status) ? "RESUMED" : toRetry.length === 0 ? null : "RETRIED",
    rto: rtoOf(shown),
    waves: wavesOf(shown, input),
    criticalPath: namedPath(shown.criticalPath, servers),
    decidingWave: shown.decidingWave,
    notCounted: shown.openFailures.flatMap((id) => {
      const server = names.get(id);
      return server === undefined ? [] : { wave: server.waveNumber, sourceServerId: id, hostname: server.hostname };
    }),
    options: waiting.flatMap((wave) => optionsOf(wave, { input, asIs })),
    basis: basisWords({
      durations,
      mode: input.mode,
      osFamilies: input.servers.filter(({ status }) => status !== "SKIPPED").map(({ osFamily }) => osFamily),
    }),
  };
}

function failedIn({ servers }: RunningInput, wave: number): boolean {
  return servers.some(({ waveNumber, status }) => waveNumber === wave && isServerProblem(status));
}

/** The same with the failed servers of these waves launched again now. */
function retrying(input: RunningInput, waves: readonly number[]): RunningInput {
  const again = (server: RunningServer): RunningServer =>
    waves.includes(server.waveNumber) && isServerProblem(server.status)
      ? { ...server, status: "QUEUED", requestedAt: null, launchedAt: null, healthyAt: null }
      : server;
  return { ...input, servers: input.servers.map(again) };
}

/** Skipped or continued, the wave waits for no more than what still runs of it; aborted, nothing can be said. */
function optionsOf(
  wave: number,
  { input, asIs }: { input: RunningInput; asIs: RunningForecast },
): ForecastView["options"] {
  const goingOn = { end: asIs.end.p50.toISOString(), rto: rtoOf(asIs) };
  const without = (["skip", "continue"] as const).map((action) => ({ wave, action, ...goingOn }));
  if (!failedIn(input, wave)) return without;
  const retried = forecastRunning(retrying(input, [wave]));
  return [{ wave, action: "retry", end: retried.end.p50.toISOString(), rto: rtoOf(retried) }, ...without];
}

function rtoOf({ rto, end }: RunningForecast): ForecastView["rto"] {
  return rto === null ? null : { targetAt: rto.targetAt.toISOString(), ...deadlineRisk(rto, end.p50) };
}

function wavesOf({ waves, end, criticalPath }: RunningForecast, input: RunningInput): ForecastView["waves"] {
  const path = new Set(criticalPath.map(({ wave }) => wave));
  const slack = slackOf(
    waves.map(({ number, start, end: over }) => ({
      number,
      dependsOn: input.waves.find((wave) => wave.number === number)?.dependsOn ?? [],
      start: start.p50.getTime() / 1000,
      end: over.p50.getTime() / 1000,
    })),
    end.p50.getTime() / 1000,
  );
  return waves.map(({ number, start, end: over }) => ({
    number,
    start: start.p50.toISOString(),
    end: over.p50.toISOString(),
    slackSeconds: path.has(number) ? null : (slack.get(number) ?? null),
  }));
}
