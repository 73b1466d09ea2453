import type { DurationEstimate } from "./durations.ts";
import { scoreBeyond, scoreOfTail } from "./normal.ts";

/**
 * The logarithm of a duration in seconds: `median` + `shared` × the execution's factor + `own` × the server's, where both
 * factors are standard normal.
 */
export type LogNormal = { median: number; shared: number; own: number };

const P90_SCORE = scoreOfTail(0.1);
/** The spread of steps that always take the same time, so that one which takes longer is still possible. */
const MIN_SIGMA = 0.02;

/**
 * The log-normal through P50 and P90. Little history makes it wider: the P90 of few samples falls short, servers of one
 * day are alike, and the median itself is uncertain; what is uncertain is common to all servers of an execution.
 */
export function fitLogNormal(estimate: DurationEstimate, sharedFraction: number): LogNormal {
  const { p50, p90, count, executions } = estimate;
  const isPrior = count === 0;
  const seen = Math.max(MIN_SIGMA, Math.log(p90 / p50) / (isPrior ? P90_SCORE : expectedP90Score(count)));
  const variance = isPrior ? seen ** 2 : seen ** 2 / (1 - sharedFraction / executions);
  const shared = sharedFraction * variance;
  const own = variance - shared;
  const uncertainty = isPrior ? 0 : shared / executions + ((Math.PI / 2) * own) / count;
  return { median: Math.log(p50), shared: Math.sqrt(shared + uncertainty), own: Math.sqrt(own) };
}

/** The type-7 P90 that so many standard normal samples have on average, by Blom's order statistics. */
function expectedP90Score(count: number): number {
  const rank = (count - 1) * 0.9;
  const below = blomScore(Math.floor(rank), count);
  return below + (blomScore(Math.ceil(rank), count) - below) * (rank - Math.floor(rank));
}

function blomScore(index: number, count: number): number {
  return scoreOfTail(1 - (index + 0.625) / (count + 0.25));
}

/** Seconds still to go of a step that has run for `elapsed` seconds, given the execution's factor and the server's. */
export function secondsLeft(step: LogNormal, elapsed: number, factors: { shared: number; own: number }): number {
  const mean = step.median + step.shared * factors.shared;
  if (elapsed <= 0) return Math.exp(mean + step.own * factors.own);
  const bound = (Math.log(elapsed) - mean) / step.own;
  return Math.max(0, Math.exp(mean + step.own * scoreBeyond(bound, factors.own)) - elapsed);
}
