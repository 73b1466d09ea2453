import { type LogNormal, secondsLeft } from "./log-normal.ts";
import { scoreOfTail, upperTail } from "./normal.ts";

/** Quantiles of a sum of two durations: logarithms of seconds by execution factor (rows) and normal score (columns). */
export type SumTable = Float64Array;

const [LOWEST_SHARED, SHARED_STEP] = [-4.5, 0.75];
const [LOWEST_SCORE, SCORE_STEP] = [-5, 0.25];
const SHARED = axis(LOWEST_SHARED, 4.5, SHARED_STEP);
const SCORES = axis(LOWEST_SCORE, 6.5, SCORE_STEP);
const QUADRATURE = axis(-6.5, 6.5, 0.2);
const WEIGHTS = QUADRATURE.map((score) => 0.2 * density(score));
const LEVELS = 48;

function axis(from: number, to: number, step: number): number[] {
  return Array.from({ length: Math.round((to - from) / step) + 1 }, (_, index) => from + index * step);
}

function density(score: number): number {
  return Math.exp(-0.5 * score * score) / Math.sqrt(2 * Math.PI);
}

/**
 * Tabulates what is left, in seconds, of a first step that has run for `elapsed` seconds and of the second one behind it.
 * With it, the largest of many sums takes one draw, where maxima of the two steps would come from different servers.
 */
export function tabulateSum(first: LogNormal, second: LogNormal, elapsed: number): SumTable {
  const table = new Float64Array(SHARED.length * SCORES.length);
  for (const [row, shared] of SHARED.entries()) {
    const quantiles = logQuantiles({ first, second, elapsed, shared });
    table.set(quantiles, row * SCORES.length);
  }
  return table;
}

type Sum = { first: LogNormal; second: LogNormal; elapsed: number; shared: number };

function logQuantiles({ first, second, elapsed, shared }: Sum): number[] {
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
  return SCORES.map((score) => interpolate(scores, levels, score));
}

function interpolate(ascending: readonly number[], values: readonly number[], at: number): number {
  let index = 1;
  while (index < ascending.length - 1 && (ascending[index] ?? 0) < at) index += 1;
  const [x0 = 0, x1 = 0] = [ascending[index - 1], ascending[index]];
  const [y0 = 0, y1 = 0] = [values[index - 1], values[index]];
  if (x1 - x0 < 1e-12) return y1;
  return y0 + (y1 - y0) * Math.min(1, Math.max(0, (at - x0) / (x1 - x0)));
}

/** The sum in seconds, given the execution's factor and the normal score of the server, or of the slowest of several. */
export function sumAt(table: SumTable, shared: number, score: number): number {
  const down = Math.min(SHARED.length - 1, Math.max(0, (shared - LOWEST_SHARED) / SHARED_STEP));
  const across = Math.min(SCORES.length - 1, Math.max(0, (score - LOWEST_SCORE) / SCORE_STEP));
  const row = Math.min(SHARED.length - 2, Math.floor(down));
  const column = Math.min(SCORES.length - 2, Math.floor(across));
  const at = row * SCORES.length + column;
  const upper = mix(table[at], table[at + 1], across - column);
  const lower = mix(table[at + SCORES.length], table[at + SCORES.length + 1], across - column);
  return Math.exp(mix(upper, lower, down - row));
}

function mix(from = 0, to = 0, share: number): number {
  return from + (to - from) * share;
}
