import type { ExecutionType } from "#lib/domain/execution-status.ts";
import { isServerProblem, isWaveOver } from "#lib/domain/execution-status.ts";

import { type CriticalWave, criticalPath, planEnds } from "./critical-path.ts";
import { posteriorFactors } from "./day-factor.ts";
import type { Durations } from "./durations.ts";
import { type Spread, spreadOf } from "./percentile.ts";
import { stepModel } from "./step-model.ts";
import { evidenceOf, type RunningServer, type RunningWave, runningWave } from "./running-model.ts";
import { simulate } from "./simulate.ts";

export type InstantSpread = { p50: Date; p90: Date };

/** `yes`: the P50 is past the target; `maybe`: only the P90 is. */
export type WillMiss = "no" | "maybe" | "yes";

export type RtoForecast = {
  targetAt: Date;
  /** Seconds from the target to the P50; null where the P50 is not past it. */
  missedByP50Seconds: number | null;
  willMiss: WillMiss;
};

export type RunningForecast = {
  /** Never before now. */
  end: InstantSpread;
  secondsLeft: Spread;
  /** Of what is over already both are what it was. */
  waves: { number: number; start: InstantSpread; end: InstantSpread }[];
  /** Of what is still to come, in order of time: the first wave is the one to look at now. */
  criticalPath: CriticalWave[];
  /** The wave that most likely ends last; null when nothing is left. */
  decidingWave: number | null;
  rto: RtoForecast | null;
  /** Servers of waves under way that failed: the forecast is for the case that nobody launches them again. */
  openFailures: string[];
};

export type RunningInput = {
  waves: readonly RunningWave[];
  servers: readonly RunningServer[];
  mode: ExecutionType;
  durations: Durations;
  now: Date;
  targetAt: Date | null;
};

/**
 * When an execution under way will be over, given all that is true by now: finished steps count what they took, one that
 * runs takes longer than it has, and both tell how slow the day is. Seconds are from now. What waits for a person or for
 * the launch queue is taken to go on at once.
 */
export function forecastRunning(input: RunningInput): RunningForecast {
  const { waves, servers, now, targetAt } = input;
  const clock = { now, steps: stepModel(input.durations, input.mode) };
  const byWave = Map.groupBy(servers, ({ waveNumber }) => waveNumber);
  const simulated = simulate(
    waves.map((wave) => runningWave(wave, byWave.get(wave.number) ?? [], clock)),
    posteriorFactors(evidenceOf(servers, clock)),
  );
  const secondsLeft = waves.length === 0 ? { p50: 0, p90: 0 } : spreadOf(planEnds(simulated));
  const path = criticalPath(simulated);
  return {
    end: instants(now, secondsLeft),
    secondsLeft,
    waves: waves.flatMap(({ number }) => {
      const wave = simulated.get(number);
      if (wave === undefined) return [];
      return [{ number, start: instants(now, spreadOf(wave.start)), end: instants(now, spreadOf(wave.end)) }];
    }),
    criticalPath: path,
    decidingWave: path.at(-1)?.wave ?? null,
    rto: targetAt === null ? null : rtoForecast(targetAt, instants(now, secondsLeft)),
    openFailures: openFailures(waves, servers),
  };
}

function instants(now: Date, { p50, p90 }: Spread): InstantSpread {
  return { p50: new Date(now.getTime() + p50 * 1000), p90: new Date(now.getTime() + p90 * 1000) };
}

function rtoForecast(targetAt: Date, end: InstantSpread): RtoForecast {
  const missedBy = (end.p50.getTime() - targetAt.getTime()) / 1000;
  if (missedBy > 0) return { targetAt, missedByP50Seconds: missedBy, willMiss: "yes" };
  return { targetAt, missedByP50Seconds: null, willMiss: end.p90 > targetAt ? "maybe" : "no" };
}

function openFailures(waves: readonly RunningWave[], servers: readonly RunningServer[]): string[] {
  const open = new Set(waves.filter(({ status }) => !isWaveOver(status)).map(({ number }) => number));
  return servers
    .filter(({ waveNumber, status }) => open.has(waveNumber) && isServerProblem(status))
    .map(({ sourceServerId }) => sourceServerId);
}
