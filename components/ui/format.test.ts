import { describe, expect, test } from "vitest";

import {
  formatAccountId,
  formatAge,
  formatClock,
  formatCount,
  formatDate,
  formatDuration,
  formatNoun,
  formatPeriod,
} from "./format.ts";

describe("times and numbers as the console writes them", () => {
  test.each([
    [0, "0:00"],
    [43, "0:43"],
    [672, "11:12"],
    [5468, "1:31:08"],
  ])("%i s that ran are %s", (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  test.each([
    [0, "0 s"],
    [58, "58 s"],
    [125, "2 min 05 s"],
    [2700, "45 min"],
    [3600, "1 h"],
    [5040, "1 h 24 min"],
    [172_800, "2 days"],
    [300_000, "3 days 11 h"],
  ])("%i s as a period are %s", (seconds, text) => {
    expect(formatPeriod(seconds)).toBe(text);
  });

  test.each([
    [40, "40 s ago"],
    [700, "11 min ago"],
    [11_000, "3 h ago"],
    [950_400, "11 days ago"],
  ])("what was %i s ago is %s", (seconds, text) => {
    const now = Date.parse("2026-11-24T03:12:29.000Z");
    expect(formatAge(new Date(now - seconds * 1000).toISOString(), now)).toBe(text);
  });

  test("a clock is UTC, a date tells the year only when it is another", () => {
    const at = "2026-11-24T03:12:29.000Z";
    expect(formatClock(at)).toBe("03:12");
    expect(formatClock(at, { seconds: true })).toBe("03:12:29");
    expect(formatDate(at, new Date("2026-12-01T00:00:00.000Z"))).toBe("24 Nov");
    expect(formatDate(at, new Date("2027-01-01T00:00:00.000Z"))).toBe("24 Nov 2026");
  });

  test("counts and account ids are grouped for reading", () => {
    expect(formatCount(4000)).toBe("4,000");
    expect(formatNoun(1, "server")).toBe("1 server");
    expect(formatNoun(1234, "recovery", "recoveries")).toBe("1,234 recoveries");
    expect(formatAccountId("481022773906")).toBe("4810 2277 3906");
  });
});
