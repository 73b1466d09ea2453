import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { ExecutionType } from "#lib/domain/execution-status.ts";
import { DIAMOND, HIDDEN, playExecution, samplesOf } from "#lib/domain/testing/hidden-durations.ts";

import { DURATION_STEPS, type DurationSample, OS_FAMILIES } from "./duration-sample.ts";
import { durationOf, type DurationKey, learnDurations } from "./durations.ts";

const LINUX_LAUNCH = { step: "LAUNCH", osFamily: "LINUX", mode: "DRILL" } as const;

function launches(count: number, sample: Partial<DurationSample>): DurationSample[] {
  return Array.from({ length: count }, (_, index) => ({
    ...LINUX_LAUNCH,
    planId: "mine",
    executionId: `${index}`,
    seconds: 60,
    ...sample,
  }));
}

function launchLearntFrom(...samples: DurationSample[][]) {
  return durationOf(learnDurations(samples.flat(), "mine"), LINUX_LAUNCH);
}

describe("what a duration is learnt from", () => {
  const mine = { seconds: 100 };
  const others = { planId: "other", seconds: 200 };

  test.each([
    ["the plan's own history", [launches(5, mine), launches(50, others)], "plan", 100],
    [
      "the plan's other mode, where this one is too thin",
      [launches(4, mine), launches(9, { mode: "RECOVERY" })],
      "plan",
      60,
    ],
    ["everyone's, where the plan's is too thin", [launches(4, mine), launches(50, others)], "all", 200],
    [
      "everyone's other mode",
      [launches(4, { ...others, seconds: 9 }), launches(5, { ...others, mode: "RECOVERY" })],
      "all",
      200,
    ],
    ["a prior, where there is too little of anything", [launches(4, mine)], "prior", 600],
    ["a prior, where only other steps are known", [launches(9, { step: "HEALTH" })], "prior", 600],
    ["a prior, where only other OS families are known", [launches(9, { osFamily: "WINDOWS" })], "prior", 600],
    [
      "a prior, where no sample is a duration",
      [launches(9, { seconds: 0 }), launches(9, { seconds: NaN })],
      "prior",
      600,
    ],
  ])("is %s", (...[, samples, source, p50]) => {
    expect(launchLearntFrom(...samples)).toMatchObject({ source, p50 });
  });

  test("for servers without a plan is never the history of other servers without one alone", () => {
    const durations = learnDurations(launches(5, { planId: null }), null);
    expect(durationOf(durations, LINUX_LAUNCH).source).toBe("all");
  });

  test("counts samples, and executions as one each where they have no id", () => {
    expect(launchLearntFrom(launches(4, { executionId: "a" }), launches(3, { executionId: null }))).toMatchObject({
      count: 7,
      executions: 4,
    });
  });
});

test.each<[DurationKey, number, number]>([
  ["LAUNCH|LINUX|DRILL", 10, 25],
  ["LAUNCH|WINDOWS|RECOVERY", 20, 45],
  ["HEALTH|LINUX|RECOVERY", 4, 10],
  ["HEALTH|WINDOWS|DRILL", 8, 30],
])("without any history %s takes %i to %i minutes", (key, p50, p90) => {
  expect(learnDurations([], null).estimates[key]).toMatchObject({
    p50: p50 * 60,
    p90: p90 * 60,
    source: "prior",
    count: 0,
  });
});

const anySample: fc.Arbitrary<DurationSample> = fc.record({
  step: fc.constantFrom(...DURATION_STEPS),
  osFamily: fc.constantFrom(...OS_FAMILIES),
  mode: fc.constantFrom(...ExecutionType.options),
  planId: fc.constantFrom("mine", "other", null),
  executionId: fc.constantFrom("a", "b", "c", null),
  seconds: fc.oneof(fc.double({ min: 1, max: 1e5, noNaN: true }), fc.constantFrom(0, -5, NaN, Infinity)),
});

test("every step of every OS family has durations in both modes, above zero, P90 not below P50", () => {
  fc.assert(
    fc.property(fc.array(anySample, { maxLength: 200 }), fc.constantFrom("mine", "new", null), (samples, planId) => {
      const durations = learnDurations(samples, planId);
      expect(Object.keys(durations.estimates)).toHaveLength(32);
      for (const { p50, p90, source, count } of Object.values(durations.estimates)) {
        expect(p50).toBeGreaterThan(0);
        expect(p90).toBeGreaterThanOrEqual(p50 - 1e-9);
        expect(source === "prior" ? count === 0 : count >= 5).toBe(true);
      }
      expect(durations.sharedFraction).toBeGreaterThanOrEqual(0);
      expect(durations.sharedFraction).toBeLessThanOrEqual(0.95);
    }),
  );
});

test("the order of samples does not matter", () => {
  fc.assert(
    fc.property(fc.array(anySample, { maxLength: 60 }), (samples) => {
      const { estimates } = learnDurations(samples, "mine");
      expect(learnDurations([...samples].reverse(), "mine").estimates).toEqual(estimates);
    }),
  );
});

describe("the part of the variance that a day has in common", () => {
  test.each([0, 0.2, 0.5, 0.8])("is found to be %d from 200 executions", (sharedFraction) => {
    const samples = Array.from({ length: 200 }, (_, index) =>
      samplesOf(playExecution(DIAMOND, { ...HIDDEN, sharedFraction }, `shared ${index}`), {
        planId: `p${index % 3}`,
        executionId: `e${index}`,
        mode: "DRILL",
      }),
    ).flat();
    expect(Math.abs(learnDurations(samples, null).sharedFraction - sharedFraction)).toBeLessThan(0.08);
  });

  test("is the prior while executions have no id or only one server", () => {
    expect(learnDurations([], null).sharedFraction).toBe(0.3);
    expect(learnDurations(launches(50, { executionId: null }), null).sharedFraction).toBe(0.3);
    expect(learnDurations(launches(50, {}), null).sharedFraction).toBeCloseTo(0.3, 12);
  });
});
