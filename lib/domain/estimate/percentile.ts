/** The type-7 quantile (linear interpolation between the two nearest order statistics), in the unit of the samples. */
export function quantile(samples: ArrayLike<number>, probability: number): number {
  return quantileOfSorted(new Float64Array(samples).sort(), probability);
}

/** The type-7 quantile of samples that are in ascending order already, in their unit; NaN when there are none. */
export function quantileOfSorted(sorted: ArrayLike<number>, probability: number): number {
  const rank = (sorted.length - 1) * Math.min(1, Math.max(0, probability));
  const below = sorted[Math.floor(rank)];
  const above = sorted[Math.ceil(rank)];
  if (below === undefined || above === undefined) return NaN;
  return below + (above - below) * (rank - Math.floor(rank));
}

/** P50 and P90 of the same quantity, in its unit. */
export type Spread = { p50: number; p90: number };

/** P50 and P90 of samples, in their unit; NaN when there are none. */
export function spreadOf(samples: ArrayLike<number>): Spread {
  const sorted = new Float64Array(samples).sort();
  return { p50: quantileOfSorted(sorted, 0.5), p90: quantileOfSorted(sorted, 0.9) };
}
