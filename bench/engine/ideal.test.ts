import { expect, test } from "vitest";

import type { JobFacts } from "./aws-facts.ts";
import { criticalPath, idealUnderQuota, ratioAtRealScale, waveDurations } from "./ideal.ts";

function job(facts: Partial<JobFacts>): JobFacts {
  const times = { createdAt: 0, endedAt: 10, healthyAt: 12, healthyAtOf: new Map() };
  return { executionId: "e", wave: 1, serverIds: ["s-1"], ...times, ...facts };
}

test("a wave takes from its first job to its last instance", () => {
  const jobs = [job({ createdAt: 5 }), job({ createdAt: 7, healthyAt: 30 }), job({ wave: 2 })];
  expect(waveDurations(jobs)).toEqual(
    new Map([
      [1, 25],
      [2, 12],
    ]),
  );
});

test("the critical path is the longest way through a diamond", () => {
  const waves = [{ dependsOn: [] }, { dependsOn: [1] }, { dependsOn: [1] }, { dependsOn: [2, 3] }];
  const durations = new Map([
    [1, 10],
    [2, 5],
    [3, 50],
    [4, 1],
  ]);
  expect(criticalPath(waves, durations)).toEqual({ milliseconds: 61, hops: 3 });
});

test("jobs wait for a free job and for room for their servers", () => {
  const two = job({ serverIds: ["s-1", "s-2"] });
  expect(idealUnderQuota([two, two, two], { jobs: 2, servers: 100 })).toBe(22);
  expect(idealUnderQuota([two, two, two], { jobs: 20, servers: 3 })).toBe(32);
  expect(idealUnderQuota([two, two, two], { jobs: 20, servers: 6 })).toBe(12);
});

test("only what DRS does is longer at its real scale", () => {
  expect(ratioAtRealScale({ milliseconds: 1000, speed: 60 }, 600)).toBeCloseTo(1.01);
});
