import { describe, expect, test } from "vitest";

import { type Deadline, isDeadlineAtRisk } from "./deadline.ts";

const START = new Date("2026-11-24T03:00:00.000Z");
const after = (minutes: number) => new Date(START.getTime() + minutes * 60_000);

function isAtRisk(facts: Partial<Deadline>, minutes: number): boolean {
  const deadline = { rtoMinutes: 60, incidentAt: null, createdAt: START, endedAt: null, ...facts };
  return isDeadlineAtRisk(deadline, after(minutes));
}

describe("a recovery time target of an hour", () => {
  test.each([
    [0, false],
    [47.99, false],
    [48, true],
    [90, true],
  ])("after %d min is at risk: %s", (minutes, expected) => {
    expect(isAtRisk({}, minutes)).toBe(expected);
  });

  test("is counted from the incident where one was declared", () => {
    expect(isAtRisk({ incidentAt: after(-30) }, 18)).toBe(true);
    expect(isAtRisk({ incidentAt: after(-30) }, 17)).toBe(false);
  });

  test("is at risk no more once the execution has ended", () => {
    expect(isAtRisk({ endedAt: after(59) }, 60)).toBe(false);
  });
});

test("without a target nothing is at risk", () => {
  expect(isAtRisk({ rtoMinutes: null }, 100_000)).toBe(false);
});
