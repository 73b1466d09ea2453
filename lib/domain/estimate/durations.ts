import { ExecutionType } from "#lib/domain/execution-status.ts";

import { type Spread, spreadOf } from "./percentile.ts";
import { sharedFractionOf } from "./shared-fraction.ts";

/**
 * `LAUNCH`: from StartRecovery accepted to DRS reporting LAUNCHED. `HEALTH`: from there to both status checks and every
 * gate passed. `ACTIONS_BEFORE` and `ACTIONS_AFTER`: a wave's own steps, learnt under the OS family `UNKNOWN`.
 */
export const DURATION_STEPS = ["LAUNCH", "HEALTH", "ACTIONS_BEFORE", "ACTIONS_AFTER"] as const;
export type DurationStep = (typeof DURATION_STEPS)[number];

/** As the inventory tells it, and `UNKNOWN` where it does not. */
export const OS_FAMILIES = ["LINUX", "WINDOWS", "OTHER", "UNKNOWN"] as const;
export type OsFamily = (typeof OS_FAMILIES)[number];

export type DurationSample = {
  step: DurationStep;
  osFamily: OsFamily;
  mode: ExecutionType;
  planId: string | null;
  executionId: string | null;
  seconds: number;
};

/** `plan`: the plan's own history; `all`: everyone's; `prior`: nobody has any yet. */
export type DurationSource = "plan" | "all" | "prior";

/** P50 and P90 in seconds, from `count` samples of `executions` executions; both are 0 for a prior. */
export type DurationEstimate = Spread & { source: DurationSource; count: number; executions: number };

export type DurationKey = `${DurationStep}|${OsFamily}|${ExecutionType}`;

export type Durations = {
  estimates: Readonly<Record<DurationKey, DurationEstimate>>;
  /** The part of a duration's log-variance that all servers of an execution have in common. */
  sharedFraction: number;
};

const MIN_SAMPLES = 5;

/** P50 and P90 in minutes while there is no history. An OS we cannot tell is taken for the slower one. */
const PRIOR_MINUTES: Record<DurationStep, Record<OsFamily, readonly [number, number]>> = {
  LAUNCH: { LINUX: [10, 25], WINDOWS: [20, 45], OTHER: [20, 45], UNKNOWN: [20, 45] },
  HEALTH: { LINUX: [4, 10], WINDOWS: [8, 30], OTHER: [8, 30], UNKNOWN: [8, 30] },
  ACTIONS_BEFORE: { LINUX: [5, 15], WINDOWS: [5, 15], OTHER: [5, 15], UNKNOWN: [5, 15] },
  ACTIONS_AFTER: { LINUX: [5, 15], WINDOWS: [5, 15], OTHER: [5, 15], UNKNOWN: [5, 15] },
};

/**
 * How long each step takes, in seconds: from the plan's own history if it has five samples or more, in this mode or else
 * in both, then from everyone's in the same order, then the prior. Samples that are not above zero are left out.
 */
export function learnDurations(samples: readonly DurationSample[], planId: string | null): Durations {
  const usable = samples.filter(({ seconds }) => Number.isFinite(seconds) && seconds > 0);
  const byStep = Map.groupBy(usable, ({ step, osFamily }) => `${step}|${osFamily}`);
  const estimates: Partial<Record<DurationKey, DurationEstimate>> = {};
  for (const step of DURATION_STEPS) {
    for (const osFamily of OS_FAMILIES) {
      const known = byStep.get(`${step}|${osFamily}`) ?? [];
      for (const mode of ExecutionType.options) {
        estimates[`${step}|${osFamily}|${mode}`] = learnt(known, planId, mode) ?? priorOf(step, osFamily);
      }
    }
  }
  return {
    estimates: estimates as Record<DurationKey, DurationEstimate>,
    sharedFraction: sharedFractionOf(usable),
  };
}

function learnt(known: readonly DurationSample[], planId: string | null, mode: ExecutionType): DurationEstimate | null {
  const own = planId === null ? [] : known.filter((sample) => sample.planId === planId);
  for (const [source, samples] of [
    ["plan", own],
    ["all", known],
  ] as const) {
    for (const chosen of [samples.filter((sample) => sample.mode === mode), samples]) {
      if (chosen.length >= MIN_SAMPLES) return estimateFrom(chosen, source);
    }
  }
  return null;
}

function estimateFrom(samples: readonly DurationSample[], source: DurationSource): DurationEstimate {
  const named = new Set(samples.flatMap(({ executionId }) => executionId ?? []));
  const unnamed = samples.filter(({ executionId }) => executionId === null).length;
  return {
    ...spreadOf(samples.map(({ seconds }) => seconds)),
    source,
    count: samples.length,
    executions: named.size + unnamed,
  };
}

function priorOf(step: DurationStep, osFamily: OsFamily): DurationEstimate {
  const [p50, p90] = PRIOR_MINUTES[step][osFamily];
  return { p50: p50 * 60, p90: p90 * 60, source: "prior", count: 0, executions: 0 };
}

/** The estimate of one step, in seconds. */
export function durationOf(
  durations: Durations,
  key: { step: DurationStep; osFamily: OsFamily; mode: ExecutionType },
): DurationEstimate {
  return durations.estimates[`${key.step}|${key.osFamily}|${key.mode}`];
}
