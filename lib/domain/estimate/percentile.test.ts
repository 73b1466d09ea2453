import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { quantile, quantileOfSorted, spreadOf } from "./percentile.ts";

const anySamples = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 });
const anyProbability = fc.double({ min: 0, max: 1, noNaN: true });

describe("the type-7 quantile", () => {
  test.each([
    [[10], 0.9, 10],
    [[1, 2, 3, 4], 0.5, 2.5],
    [[4, 1, 3, 2], 0.25, 1.75],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.9, 9.1],
    [[1, 9], 0, 1],
    [[1, 9], 1, 9],
  ])("of %j at %d is %d", (samples, probability, expected) => {
    expect(quantile(samples, probability)).toBeCloseTo(expected, 12);
  });

  test("of nothing is no number", () => {
    expect(quantile([], 0.5)).toBeNaN();
  });

  test("takes a probability outside 0 to 1 for the nearest end", () => {
    expect([quantile([1, 2], -1), quantile([1, 2], 2)]).toEqual([1, 2]);
  });
});

test("a quantile lies within its samples and never falls as the probability rises", () => {
  fc.assert(
    fc.property(anySamples, anyProbability, anyProbability, (samples, a, b) => {
      const [low, high] = [quantile(samples, Math.min(a, b)), quantile(samples, Math.max(a, b))];
      expect(low).toBeGreaterThanOrEqual(Math.min(...samples));
      expect(high).toBeLessThanOrEqual(Math.max(...samples));
      expect(high - low).toBeGreaterThanOrEqual(-1e-9);
    }),
  );
});

test("a quantile does not depend on the order of its samples, and the samples keep theirs", () => {
  fc.assert(
    fc.property(anySamples, anyProbability, (samples, probability) => {
      const before = [...samples];
      expect(quantile([...samples].reverse(), probability)).toBe(quantile(samples, probability));
      expect(samples).toEqual(before);
      const sorted = [...samples].sort((a, b) => a - b);
      expect(quantileOfSorted(sorted, probability)).toBeCloseTo(quantile(samples, probability), 9);
    }),
  );
});

test("the median of a spread has as many samples below it as above", () => {
  fc.assert(
    fc.property(anySamples, (samples) => {
      const { p50, p90 } = spreadOf(samples);
      const below = samples.filter((sample) => sample < p50).length;
      const above = samples.filter((sample) => sample > p50).length;
      expect(Math.max(below, above)).toBeLessThanOrEqual(samples.length / 2);
      expect(p90).toBeGreaterThanOrEqual(p50 - 1e-9);
    }),
  );
});
