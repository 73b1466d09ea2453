import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { DurationEstimate } from "./durations.ts";
import { fitLogNormal, secondsLeft } from "./log-normal.ts";
import { maximumScore, scoreOfTail } from "./normal.ts";
import { quantile } from "./percentile.ts";
import { uniformStream } from "./random.ts";
import { tabulateSum } from "./sum-table.ts";

function estimate(p50: number, p90: number, history: Partial<DurationEstimate> = {}): DurationEstimate {
  return { p50, p90, source: "prior", count: 0, executions: 0, ...history };
}

const LAUNCH = fitLogNormal(estimate(600, 1500), 0.3);
const HEALTH = fitLogNormal(estimate(240, 600), 0.3);

describe("the log-normal through P50 and P90", () => {
  test("has them, with the variance divided between the execution and the server", () => {
    const { median, shared, own } = LAUNCH;
    expect(Math.exp(median)).toBeCloseTo(600, 6);
    expect(Math.exp(median + Math.hypot(shared, own) * scoreOfTail(0.1))).toBeCloseTo(1500, 6);
    expect(shared ** 2 / (shared ** 2 + own ** 2)).toBeCloseTo(0.3, 9);
  });

  test("is the wider, the less history it comes from", () => {
    const widths = [1, 2, 10, 1000].map((executions) => {
      const { shared, own } = fitLogNormal(estimate(600, 1500, { count: executions * 10, executions }), 0.3);
      return Math.hypot(shared, own);
    });
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
    expect(widths.at(-1)).toBeCloseTo(Math.hypot(LAUNCH.shared, LAUNCH.own), 2);
  });

  test("is almost a point where every sample took the same time", () => {
    const step = fitLogNormal(estimate(300, 300, { count: 9, executions: 9 }), 0.3);
    expect(secondsLeft(step, 0, { shared: 1, own: 1 })).toBeLessThan(315);
  });
});

describe("what is left of a step that runs", () => {
  test("is the same draw, less the time gone, when it can hardly have ended yet", () => {
    const whole = secondsLeft(LAUNCH, 0, { shared: 0, own: 1 });
    expect(secondsLeft(LAUNCH, 5, { shared: 0, own: 1 })).toBeCloseTo(whole - 5, 0);
  });

  test("is distributed as those draws that last longer", () => {
    const uniform = uniformStream("left");
    const scores = Array.from({ length: 20_000 }, () => scoreOfTail(uniform()));
    const longer = scores.map((own) => secondsLeft(LAUNCH, 0, { shared: 0, own })).filter((seconds) => seconds > 900);
    const left = scores.map((own) => secondsLeft(LAUNCH, 900, { shared: 0, own }) + 900);
    for (const probability of [0.1, 0.5, 0.9]) {
      expect(quantile(left, probability) / quantile(longer, probability)).toBeCloseTo(1, 1);
    }
  });
});

const anyFactor = fc.double({ min: -4, max: 4, noNaN: true });
const anySpread = fc.record({
  p50: fc.double({ min: 1, max: 1e5, noNaN: true }),
  ratio: fc.double({ min: 1, max: 20, noNaN: true }),
});
const anyElapsed = fc.double({ min: 0, max: 1e7, noNaN: true });

test("what is left is never negative, never no number, and more for a slower server or a slower day", () => {
  fc.assert(
    fc.property(
      fc.tuple(anySpread, anyElapsed, anyFactor, anyFactor),
      fc.double({ min: 0, max: 2, noNaN: true }),
      ([{ p50, ratio }, elapsed, shared, own], more) => {
        const step = fitLogNormal(estimate(p50, p50 * ratio), 0.3);
        const left = secondsLeft(step, elapsed, { shared, own });
        expect(left).toBeGreaterThanOrEqual(0);
        const tolerance = 1e-4 * (left + elapsed + 1);
        expect(secondsLeft(step, elapsed, { shared, own: own + more })).toBeGreaterThanOrEqual(left - tolerance);
        expect(secondsLeft(step, elapsed, { shared: shared + more, own })).toBeGreaterThanOrEqual(
          left - 0.02 * (left + elapsed),
        );
      },
    ),
  );
});

describe("the table of a sum", () => {
  test.each([
    [1, 0],
    [10, 0],
    [1000, 0],
    [1, 1200],
    [40, 1200],
  ])("gives the slowest of %i servers that have launched for %i seconds as counted one by one", (count, elapsed) => {
    const uniform = uniformStream(`sum ${count} ${elapsed}`);
    const table = tabulateSum(LAUNCH, HEALTH, elapsed);
    const rounds = Math.max(400, 4000 / count);
    for (const shared of [-2.1, 0, 1.3]) {
      const drawn = Array.from({ length: rounds }, () => table(shared, maximumScore(uniform(), count)));
      const counted = Array.from({ length: rounds }, () => {
        let longest = 0;
        for (let server = 0; server < count; server += 1) {
          const launch = secondsLeft(LAUNCH, elapsed, { shared, own: scoreOfTail(uniform()) });
          const health = secondsLeft(HEALTH, 0, { shared, own: scoreOfTail(uniform()) });
          longest = Math.max(longest, launch + health);
        }
        return longest;
      });
      expect(Math.abs(quantile(drawn, 0.5) / quantile(counted, 0.5) - 1)).toBeLessThan(0.06);
      expect(Math.abs(quantile(drawn, 0.9) / quantile(counted, 0.9) - 1)).toBeLessThan(0.12);
    }
  });
});

test("a sum from its table rises with the score and the execution's factor and is longer than nothing", () => {
  fc.assert(
    fc.property(
      fc.tuple(anySpread, anySpread),
      anyElapsed,
      fc.tuple(anyFactor, anyFactor),
      ([a, b], elapsed, factors) => {
        const [shared, score] = factors;
        const first = fitLogNormal(estimate(a.p50, a.p50 * a.ratio), 0.3);
        const table = tabulateSum(first, fitLogNormal(estimate(b.p50, b.p50 * b.ratio), 0.3), elapsed);
        const sum = table(shared, score);
        expect(sum).toBeGreaterThan(0);
        expect(table(shared, score + 0.5)).toBeGreaterThanOrEqual(sum * 0.999999);
        expect(Number.isFinite(sum)).toBe(true);
      },
    ),
    { numRuns: 40 },
  );
});
