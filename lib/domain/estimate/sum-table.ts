import { type LogNormal, secondsLeft } from "./log-normal.ts";
import { scoreOfTail, upperTail } from "./normal.ts";

/** A sum of two durations in seconds, by execution factor and by the normal score of the slowest server. */
export type SumTable = (shared: number, score: number) => number;

const [LOWEST_SHARED, SHARED_STEP] = [-6, 0.75];
const [LOWEST_SCORE, SCORE_STEP] = [-5, 0.25];
const LAST_SHARED = 16;
const SCORES = axis(LOWEST_SCORE, 6.5, SCORE_STEP);
const QUADRATURE = axis(-6.5, 6.5, 0.25);
const WEIGHTS = QUADRATURE.map((score) => 0.25 * density(score));
const LEVELS = 32;

function axis(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => from + index * step);
}

function density(score: number): number {
  return Math.exp(-0.5 * score * score) / Math.sqrt(2 * Math.PI);
}

/**
 * Tabulates what is left, in seconds, of a first step that has run for `elapsed` seconds and of the second one behind it.
 * With it, the largest of many sums takes one draw, where maxima of the two steps would come from different servers. Only
 * the execution factors that are asked for are tabulated.
 */
export function tabulateSum(first: LogNormal, second: LogNormal, elapsed: number): SumTable {
  const rows: Float64Array[] = [];
  function rowAt(index: number): Float64Array {
    return (rows[index] ??= logQuantiles({ first, second, elapsed, shared: LOWEST_SHARED + index * SHARED_STEP }));
  }
  return (shared, score) => {
    const down = Math.min(LAST_SHARED, Math.max(0, (shared - LOWEST_SHARED) / SHARED_STEP));
    const across = Math.min(SCORES.length - 1, Math.max(0, (score - LOWEST_SCORE) / SCORE_STEP));
    const row = Math.min(LAST_SHARED - 1, Math.floor(down));
    const column = Math.min(SCORES.length - 2, Math.floor(across));
    const [faster, slower] = [rowAt(row), rowAt(row + 1)];
    const lower = mix(faster[column], faster[column + 1], across - column);
    return Math.exp(mix(lower, mix(slower[column], slower[column + 1], across - column), down - row));
  };
}

function mix(from = 0, to = 0, share: number): number {
  return from + (to - from) * share;
}

type Sum = { first: LogNormal; second: LogNormal; elapsed: number; shared: number };

function logQuantiles({ first, second, elapsed, shared }: Sum): Float64Array {
  const firsts = QUADRATURE.map((own) => secondsLeft(first, elapsed, { shared, own }));
  const mean = second.median + second.shared * shared;
  const lowest = Math.log((firsts[0] ?? 0) + Math.exp(mean - 6 * second.own));
  const highest = Math.log((firsts.at(-1) ?? 0) + Math.exp(mean + 6.5 * second.own));
  const levels = axis(0, LEVELS - 1, 1).map((index) => lowest + ((highest - lowest) * index) / (LEVELS - 1));
  const scores = levels.map((level) => {
    const seconds = Math.exp(level);
    let tail = 0;
    for (const [index, taken] of firsts.entries()) {
      const beyond = taken >= seconds ? 1 : upperTail((Math.log(seconds - taken) - mean) / second.own);
      tail += beyond * (WEIGHTS[index] ?? 0);
    }
    return scoreOfTail(Math.min(tail, 1 - 1e-15));
  });
  return Float64Array.from(SCORES, (score) => interpolate(scores, levels, score));
}

function interpolate(ascending: readonly number[], values: readonly number[], at: number): number {
  let index = 1;
  while (index < ascending.length - 1 && (ascending[index] ?? 0) < at) index += 1;
  const [x0 = 0, x1 = 0] = [ascending[index - 1], ascending[index]];
  const [y0 = 0, y1 = 0] = [values[index - 1], values[index]];
  if (x1 - x0 < 1e-12) return y1;
  return y0 + (y1 - y0) * Math.min(1, Math.max(0, (at - x0) / (x1 - x0)));
}
