import { isWaveOver, isWaveToGo, type ServerStatus, type WaveStatus } from "#lib/domain/execution-status.ts";

import type { Evidence } from "./day-factor.ts";
import type { OsFamily } from "./duration-sample.ts";
import { plannedPools, plannedWave } from "./plan-model.ts";
import type { PlannedWave, StepModel } from "./step-model.ts";
import { NO_TIME, type Pool, type WaveModel } from "./simulate.ts";

export type RunningWave = Omit<PlannedWave, "servers"> & {
  status: WaveStatus;
  startedAt: Date | null;
  endedAt: Date | null;
};

export type RunningServer = {
  sourceServerId: string;
  osFamily: OsFamily;
  waveNumber: number;
  status: ServerStatus;
  /** When the newest StartRecovery call for it was accepted. */
  requestedAt: Date | null;
  launchedAt: Date | null;
  healthyAt: Date | null;
};

type Clock = { now: Date; steps: StepModel };

/** A wave with what it has left, in seconds from now; what is over lies before. */
export function runningWave(wave: RunningWave, servers: readonly RunningServer[], clock: Clock): WaveModel {
  const { now, steps } = clock;
  const toLaunch = servers.filter(({ status }) => status === "PENDING" || status === "QUEUED");
  const planned = plannedWave({ ...wave, servers: toLaunch }, steps);
  if (isWaveOver(wave.status)) {
    const endedAt = Math.min(0, secondsBetween(now, wave.endedAt ?? now));
    const startedAt = Math.min(endedAt, secondsBetween(now, wave.startedAt ?? wave.endedAt ?? now));
    return { ...planned, startedAt, endedAt, pools: [] };
  }
  const pools = [...plannedPools(toLaunch, steps), ...poolsUnderWay(servers, clock)];
  if (isWaveToGo(wave.status)) return { ...planned, pools };
  const startedAt = Math.min(0, secondsBetween(now, wave.startedAt ?? now));
  return {
    ...planned,
    startedAt,
    before: wave.status === "PRE_ACTIONS" ? steps.actions(wave, "before", -startedAt) : NO_TIME,
    pools,
    after: steps.actions(wave, "after", wave.status === "POST_ACTIONS" ? secondsSinceHealthy(servers, now) : 0),
  };
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}

function elapsed(since: Date | null, now: Date): number {
  return since === null ? 0 : Math.max(0, secondsBetween(since, now));
}

/** A wave's last steps begin when its last server is healthy. */
function secondsSinceHealthy(servers: readonly RunningServer[], now: Date): number {
  const healthy = servers.flatMap(({ healthyAt }) => (healthyAt === null ? [] : [elapsed(healthyAt, now)]));
  return healthy.length === 0 ? 0 : Math.min(...healthy);
}

type StepUnderWay = { step: "LAUNCH" | "HEALTH"; osFamily: OsFamily; elapsed: number; servers: RunningServer[] };

/** Servers whose step began within this part of its median together are taken for alike. */
const ALIKE = 0.02;

/** The steps that run, by step, OS family and begin; of servers that are taken together the youngest step counts. */
function stepsUnderWay(servers: readonly RunningServer[], { now, steps }: Clock): StepUnderWay[] {
  const running = servers.flatMap((server) => {
    const { status, osFamily, requestedAt, launchedAt } = server;
    if (status !== "LAUNCHING" && status !== "LAUNCHED") return [];
    const step = status === "LAUNCHING" ? ("LAUNCH" as const) : ("HEALTH" as const);
    const since = (status === "LAUNCHING" ? requestedAt : launchedAt) ?? now;
    const width = 1000 * ALIKE * Math.exp(steps.stepOf(step, osFamily).median);
    return [{ server, step, osFamily, since, key: `${step} ${osFamily} ${Math.floor(since.getTime() / width)}` }];
  });
  return [...Map.groupBy(running, ({ key }) => key).values()].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const youngest = Math.min(...alike.map(({ since }) => elapsed(since, now)));
    const { step, osFamily } = first;
    return [{ step, osFamily, elapsed: youngest, servers: alike.map(({ server }) => server) }];
  });
}

function poolsUnderWay(servers: readonly RunningServer[], clock: Clock): Pool[] {
  return stepsUnderWay(servers, clock).map(({ step, osFamily, elapsed: seconds, servers: alike }) => ({
    // Named after a server, and not after the time, so that its draws stay while time passes.
    key: `${step} ${alike[0]?.sourceServerId ?? ""}`,
    osFamily,
    sourceServerIds: alike.map(({ sourceServerId }) => sourceServerId),
    left: step === "LAUNCH" ? clock.steps.toHealthy(osFamily, seconds) : clock.steps.health(osFamily, seconds),
  }));
}

/** What the launches and health checks of an execution tell about how slow its day is. */
export function evidenceOf(servers: readonly RunningServer[], clock: Clock): Evidence[] {
  const over = servers.flatMap(({ osFamily, requestedAt, launchedAt, healthyAt }) => {
    const launch = finished(requestedAt, launchedAt);
    const health = finished(launchedAt, healthyAt);
    return [
      ...(launch === null ? [] : [{ step: clock.steps.stepOf("LAUNCH", osFamily), seconds: launch }]),
      ...(health === null ? [] : [{ step: clock.steps.stepOf("HEALTH", osFamily), seconds: health }]),
    ].map((step) => ({ ...step, isOver: true, count: 1 }));
  });
  const running = stepsUnderWay(servers, clock).map(({ step, osFamily, elapsed: seconds, servers: alike }) => ({
    step: clock.steps.stepOf(step, osFamily),
    seconds,
    isOver: false,
    count: alike.length,
  }));
  return [...over, ...running];
}

function finished(from: Date | null, to: Date | null): number | null {
  const seconds = from === null || to === null ? 0 : secondsBetween(from, to);
  return seconds > 0 ? seconds : null;
}
