import { expect, test } from "vitest";

import type { PlanEstimate } from "#lib/domain/estimate/plan-estimate.ts";

import { criticalSteps, slackWords } from "./estimate-words.ts";

function wave(number: number, [start, end]: [number, number], slackSeconds: number | null = null) {
  return { number, start: { p50: start, p90: start }, end: { p50: end, p90: end }, slackSeconds };
}

const ESTIMATE: PlanEstimate = {
  p50Seconds: 2030,
  p90Seconds: 2600,
  waves: [
    wave(1, [0, 360]),
    wave(2, [360, 940]),
    wave(3, [360, 780], 160),
    wave(4, [940, 1660]),
    wave(5, [1660, 2020]),
  ],
  criticalPath: [1, 2, 4, 5].map((number) => ({ wave: number, share: 1, hostname: null })),
  basis: "From the last 3 drills.",
};

test("the pieces of the critical path add up to the whole", () => {
  const steps = criticalSteps(ESTIMATE);
  expect(steps).toEqual([
    { wave: 1, seconds: 360 },
    { wave: 2, seconds: 580 },
    { wave: 4, seconds: 720 },
    { wave: 5, seconds: 370 },
  ]);
  expect(steps.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(ESTIMATE.p50Seconds);
});

test("slack is said of the waves that have least", () => {
  expect(slackWords(ESTIMATE)).toBe("Wave 3 has 2:40 of slack. ");
  expect(slackWords({ ...ESTIMATE, waves: [wave(1, [0, 9]), wave(2, [0, 9], 0.4)] })).toBe("");
  const many = [5, 4, 3, 2].map((seconds, index) => wave(index + 1, [0, 9], seconds));
  expect(slackWords({ ...ESTIMATE, waves: many })).toBe(
    "Wave 4 has 0:02, wave 3 has 0:03, wave 2 has 0:04 of slack, 1 more waves have more. ",
  );
});
