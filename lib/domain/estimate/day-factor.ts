import type { LogNormal } from "./log-normal.ts";
import { logUpperTail, scoreOfTail } from "./normal.ts";
import { DRAWS } from "./simulate.ts";

/** `count` steps that took so many seconds each, or, while they run, have taken that much already. */
export type Evidence = { step: LogNormal; seconds: number; isOver: boolean; count: number };

/** Standard normal factors of an execution that nothing is known of, one for each part of equal probability. */
export function priorFactors(): Float64Array {
  return Float64Array.from({ length: DRAWS }, (_, index) => scoreOfTail(1 - (index + 0.5) / DRAWS));
}

const HIGHEST = 6;
const CELLS = 240;

/**
 * Factors of an execution by what its steps took so far: the quantiles, at equal probabilities, of the posterior. Steps
 * that were slow make the others slow, and so do those that should have been over by now.
 */
export function posteriorFactors(evidence: readonly Evidence[]): Float64Array {
  if (evidence.length === 0) return priorFactors();
  const points = Array.from({ length: CELLS + 1 }, (_, index) => (index / CELLS) * 2 * HIGHEST - HIGHEST);
  const logs = points.map((factor) => -0.5 * factor * factor + logLikelihood(evidence, factor));
  const highest = Math.max(...logs);
  return quantiles(
    points,
    logs.map((log) => Math.exp(log - highest)),
  );
}

function logLikelihood(evidence: readonly Evidence[], factor: number): number {
  let sum = 0;
  for (const { step, seconds, isOver, count } of evidence) {
    if (seconds <= 0) continue;
    const score = (Math.log(seconds) - step.median - step.shared * factor) / step.own;
    sum += count * (isOver ? -0.5 * score * score : logUpperTail(score));
  }
  return sum;
}

/** Every weight is spread evenly over the cell around its point. */
function quantiles(points: readonly number[], weights: readonly number[]): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const width = (2 * HIGHEST) / CELLS;
  let [cell, below] = [0, 0];
  return Float64Array.from({ length: DRAWS }, (_, index) => {
    const wanted = ((index + 0.5) / DRAWS) * total;
    while (cell < CELLS && below + (weights[cell] ?? 0) < wanted) {
      below += weights[cell] ?? 0;
      cell += 1;
    }
    const weight = weights[cell] ?? 0;
    return (points[cell] ?? 0) + width * (weight > 0 ? (wanted - below) / weight - 0.5 : 0);
  });
}
