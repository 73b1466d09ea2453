import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { type Evidence, posteriorFactors, priorFactors } from "./day-factor.ts";
import { fitLogNormal } from "./log-normal.ts";
import { quantile } from "./percentile.ts";

describe("the day that an execution has", () => {
  const step = fitLogNormal({ p50: 600, p90: 1500, source: "prior", count: 0, executions: 0 }, 0.4);

  function factorAfter(...evidence: Partial<Evidence>[]): number {
    return quantile(
      posteriorFactors(evidence.map((each) => ({ step, seconds: 600, isOver: true, count: 1, ...each }))),
      0.5,
    );
  }

  test("is nothing special while nothing is known", () => {
    expect(posteriorFactors([])).toEqual(priorFactors());
    expect(factorAfter({ seconds: 0 })).toBeCloseTo(0, 6);
  });

  test("is slow when steps were, and the surer the more of them there were", () => {
    const [one, many] = [factorAfter({ seconds: 1800 }), factorAfter({ seconds: 1800, count: 50 })];
    const expected = (Math.log(3) * step.shared) / (step.shared ** 2 + step.own ** 2);
    expect(one).toBeCloseTo(expected, 2);
    expect(many).toBeGreaterThan(one);
    expect(factorAfter({ seconds: 200 })).toBeLessThan(0);
  });

  test("is slow when steps should have been over, and unknown when they have just begun", () => {
    expect(factorAfter({ seconds: 1800, isOver: false, count: 5 })).toBeGreaterThan(1);
    expect(factorAfter({ seconds: 10, isOver: false, count: 5 })).toBeCloseTo(0, 1);
  });
});

test("factors ascend and are numbers, whatever is known", () => {
  const anyEvidence = fc.record({
    seconds: fc.double({ min: -10, max: 1e9, noNaN: true }),
    isOver: fc.boolean(),
    count: fc.integer({ min: 1, max: 4000 }),
  });
  const step = fitLogNormal({ p50: 60, p90: 61, source: "prior", count: 0, executions: 0 }, 0.95);
  fc.assert(
    fc.property(fc.array(anyEvidence, { maxLength: 20 }), (evidence) => {
      const factors = posteriorFactors(evidence.map((each) => ({ ...each, step })));
      expect(factors.every((factor) => Math.abs(factor) < 7)).toBe(true);
      expect(factors).toEqual(factors.toSorted());
    }),
  );
});
