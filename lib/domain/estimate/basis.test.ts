import { expect, test } from "vitest";

import { basisWords } from "./basis.ts";
import { type DurationSample, type OsFamily } from "./duration-sample.ts";
import { learnDurations } from "./durations.ts";

function launches(count: number, sample: Partial<DurationSample> = {}): DurationSample[] {
  return Array.from({ length: count }, (_, index) => ({
    step: "LAUNCH",
    osFamily: "LINUX",
    mode: "DRILL",
    planId: "mine",
    executionId: `${index % 3}`,
    seconds: 60,
    ...sample,
  }));
}

const TOO_LITTLE = "Typical durations, there is too little history yet.";

test.each<[words: string, samples: DurationSample[], osFamilies: OsFamily[]]>([
  ["From the last 3 drills.", launches(9), ["LINUX", "LINUX"]],
  ["From the last drill.", launches(5, { executionId: "1" }), ["LINUX"]],
  ["From the last 3 executions.", [...launches(3), ...launches(3, { mode: "RECOVERY" })], ["LINUX"]],
  ["From 3 drills of all plans.", launches(9, { planId: "other" }), ["LINUX"]],
  [
    "From the last 3 drills. Typical durations for 1 of 3 servers, of whose kind there is too little.",
    launches(9),
    ["LINUX", "WINDOWS", "LINUX"],
  ],
  [TOO_LITTLE, [], ["LINUX"]],
  [TOO_LITTLE, launches(9), []],
])("%s", (words, samples, osFamilies) => {
  expect(basisWords({ durations: learnDurations(samples, "mine"), mode: "DRILL", osFamilies })).toBe(words);
});
