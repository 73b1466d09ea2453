/** One figure beside its budget; `isKept` says whether it is within. A figure without a budget is for information. */
export type Figure = { what: string; figure: string; budget: string; isKept: boolean };

export type BenchOptions = {
  /** Sizes that show in a minute that a benchmark works; its figures mean little. */
  isSmall: boolean;
  /** Prints what the workers asked of the database, and how long it took. */
  showsStatements: boolean;
};

export function information(what: string, figure: string): Figure {
  return { what, figure, budget: "", isKept: true };
}

/** The value below which so many of a hundred lie; NaN of nothing. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? NaN;
}

/** Median, 95th percentile and maximum of milliseconds, in words. */
export function spreadInWords(milliseconds: readonly number[]): string {
  const [median, high, most] = [50, 95, 100].map((percent) => inWords(percentile(milliseconds, percent)));
  return `p50 ${median ?? ""}, p95 ${high ?? ""}, max ${most ?? ""} (of ${milliseconds.length})`;
}

export function inWords(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(2)} s`;
}
