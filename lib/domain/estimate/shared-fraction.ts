import type { DurationSample } from "./duration-sample.ts";
import { scoreOfTail } from "./normal.ts";

const PRIOR_FRACTION = 0.3;
/** The prior weighs as much as this many executions. */
const PRIOR_EXECUTIONS = 10;
const MAX_FRACTION = 0.95;

/**
 * The part (0 to 0.95) of a step's log-variance that all servers of an execution have in common: the intraclass
 * correlation of a one-way analysis of variance by execution, drawn towards the prior 0.3 while executions are few.
 */
export function sharedFractionOf(samples: readonly DurationSample[]): number {
  const named = samples.filter(({ executionId }) => executionId !== null);
  const strata = Map.groupBy(named, ({ step, osFamily, mode, planId }) =>
    JSON.stringify([step, osFamily, mode, planId]),
  );
  let between = 0;
  let total = 0;
  const executions = new Set<string | null>();
  for (const stratum of strata.values()) {
    const variance = varianceByExecution(stratum);
    if (variance === null) continue;
    between += variance.degrees * variance.between;
    total += variance.degrees * (variance.between + variance.within);
    for (const { executionId } of stratum) executions.add(executionId);
  }
  const measured = total > 0 ? Math.min(MAX_FRACTION, Math.max(0, between / total)) : PRIOR_FRACTION;
  return (measured * executions.size + PRIOR_FRACTION * PRIOR_EXECUTIONS) / (executions.size + PRIOR_EXECUTIONS);
}

/** Variance components of the normal scores of one stratum; null when no execution has two samples or there is one only. */
function varianceByExecution(
  samples: readonly DurationSample[],
): { between: number; within: number; degrees: number } | null {
  const groups = [...groupedScores(samples).values()];
  const count = samples.length;
  const [betweenDegrees, withinDegrees] = [groups.length - 1, count - groups.length];
  if (betweenDegrees < 1 || withinDegrees < 1) return null;
  let squaresWithin = 0;
  let squaresBetween = 0;
  let squaredSizes = 0;
  for (const scores of groups) {
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    for (const score of scores) squaresWithin += (score - mean) ** 2;
    // The scores of a stratum are symmetric about zero, which is therefore their mean.
    squaresBetween += scores.length * mean ** 2;
    squaredSizes += scores.length ** 2;
  }
  const within = squaresWithin / withinDegrees;
  const typicalSize = (count - squaredSizes / count) / betweenDegrees;
  return { between: (squaresBetween / betweenDegrees - within) / typicalSize, within, degrees: betweenDegrees };
}

/** Blom's normal scores of the durations by execution: free of scale, and no outlier weighs more than its rank. */
function groupedScores(samples: readonly DurationSample[]): Map<string | null, number[]> {
  const groups = new Map<string | null, number[]>();
  const sorted = samples.toSorted((a, b) => a.seconds - b.seconds);
  for (const [index, { executionId }] of sorted.entries()) {
    const scores = groups.get(executionId) ?? [];
    scores.push(scoreOfTail(1 - (index + 0.625) / (sorted.length + 0.25)));
    groups.set(executionId, scores);
  }
  return groups;
}
