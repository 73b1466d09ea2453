import { ExecutionType } from "#lib/domain/execution-status.ts";

import {
  DURATION_STEPS,
  type DurationSample,
  type DurationStep,
  OS_FAMILIES,
  type OsFamily,
} from "./duration-sample.ts";
import { type Spread, spreadOf } from "./percentile.ts";
import { sharedFractionOf } from "./shared-fraction.ts";

/** `plan`: the plan's own history; `all`: everyone's; `prior`: nobody has any yet. */
export type DurationSource = "plan" | "all" | "prior";

/** P50 and P90 in seconds, from `count` samples of `executions` executions; both are 0 for a prior. */
export type DurationEstimate = Spread & {
  source: DurationSource;
  count: number;
  executions: number;
  /** The one mode that all samples are of; null where both were needed, and of a prior. */
  mode: ExecutionType | null;
};

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
    const same = samples.filter((sample) => sample.mode === mode);
    if (same.length >= MIN_SAMPLES) return { ...estimateFrom(same, source), mode };
    if (samples.length >= MIN_SAMPLES) return { ...estimateFrom(samples, source), mode: null };
  }
  return null;
}

function estimateFrom(samples: readonly DurationSample[], source: DurationSource): Omit<DurationEstimate, "mode"> {
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
  return { p50: p50 * 60, p90: p90 * 60, source: "prior", count: 0, executions: 0, mode: null };
}

/** What everyone's history says, with the plan's own in its place wherever that is enough. */
export function preferOwn(all: Durations, own: Durations): Durations {
  const keys = Object.keys(all.estimates) as DurationKey[];
  const chosen = keys.map((key) => [
    key,
    own.estimates[key].source === "plan" ? own.estimates[key] : all.estimates[key],
  ]);
  return { ...all, estimates: Object.fromEntries(chosen) as Durations["estimates"] };
}

/** The estimate of one step, in seconds. */
export function durationOf(
  durations: Durations,
  key: { step: DurationStep; osFamily: OsFamily; mode: ExecutionType },
): DurationEstimate {
  return durations.estimates[`${key.step}|${key.osFamily}|${key.mode}`];
}
