import type { ExecutionType } from "#lib/domain/execution-status.ts";

import { type CriticalWave, criticalPath, planEnds } from "./critical-path.ts";
import { priorFactors } from "./day-factor.ts";
import { type Durations, durationOf, type DurationSource } from "./durations.ts";
import { type Spread, spreadOf } from "./percentile.ts";
import { plannedWave } from "./plan-model.ts";
import { type PlannedWave, stepModel } from "./step-model.ts";
import { simulate } from "./simulate.ts";

export type PlanForecast = {
  /** Seconds from the start of the execution until its last wave is over. */
  end: Spread;
  /** Seconds from the start of the execution. */
  waves: { number: number; start: Spread; end: Spread }[];
  criticalPath: CriticalWave[];
  /** How many servers are forecast from which history of launches. */
  basis: Record<DurationSource, number>;
};

export type ForecastInput = { waves: readonly PlannedWave[]; mode: ExecutionType; durations: Durations };

/**
 * When the waves of a plan and the plan itself will be over, in seconds from its start, by a Monte Carlo simulation whose
 * draws are the same for the same plan. Waits in the launch queue and for people are not in it.
 */
export function forecastPlan({ waves, mode, durations }: ForecastInput): PlanForecast {
  const steps = stepModel(durations, mode);
  const simulated = simulate(
    waves.map((wave) => plannedWave(wave, steps)),
    priorFactors(),
  );
  const basis: PlanForecast["basis"] = { plan: 0, all: 0, prior: 0 };
  for (const { osFamily } of waves.flatMap(({ servers }) => servers)) {
    basis[durationOf(durations, { step: "LAUNCH", osFamily, mode }).source] += 1;
  }
  return {
    end: waves.length === 0 ? { p50: 0, p90: 0 } : spreadOf(planEnds(simulated)),
    waves: waves.flatMap(({ number }) => {
      const wave = simulated.get(number);
      return wave === undefined ? [] : [{ number, start: spreadOf(wave.start), end: spreadOf(wave.end) }];
    }),
    criticalPath: criticalPath(simulated),
    basis,
  };
}
