import { describe, expect, test } from "vitest";

import { aboutWords, againstPlan, answerWords, conditionWords, forecastVerdict } from "./forecast-words.ts";

const END = { p50: "2026-11-24T03:41:00.000Z", p90: "2026-11-24T03:52:00.000Z" };
const TARGET = "2026-11-24T03:47:00.000Z";

describe("whether an execution makes its target", () => {
  test.each([
    ["none", 370, { family: "ok", words: "Will make it, 6 min to spare" }],
    ["at-risk", 70, { family: "attn", words: "May miss it: 9 of 10 end by 03:52" }],
    ["will-miss", -245, { family: "bad", words: "Will miss it by 4 min" }],
  ] as const)("%s, %i s to spare", (risk, spareSeconds, verdict) => {
    expect(forecastVerdict({ rto: { targetAt: TARGET, risk, spareSeconds }, end: END })).toEqual(verdict);
  });

  test("is not said without a target", () => {
    expect(forecastVerdict({ rto: null, end: END })).toBeNull();
  });
});

test("a forecast names its condition and what it does not count", () => {
  const server = { wave: 1, sourceServerId: "s", hostname: "pay-rpt-01" };
  expect(conditionWords({ condition: "RETRIED", notCounted: [] })).toBe(
    "If a retry now works. Each minute of waiting costs one.",
  );
  expect(conditionWords({ condition: "RESUMED", notCounted: [server] })).toBe(
    "If it is resumed now. Not counted: pay-rpt-01 failed, and nobody launches it again.",
  );
  expect(conditionWords({ condition: null, notCounted: [] })).toBe("");
});

test("an answer says when it ends, if it works", () => {
  const option = { wave: 2, end: END.p50, rto: null };
  expect(answerWords({ ...option, action: "retry" })).toBe("if it works, ends 03:41");
  const rto = { targetAt: TARGET, risk: "will-miss" as const, spareSeconds: -60 };
  expect(answerWords({ ...option, action: "skip", rto })).toBe("ends 03:41, RTO missed");
});

test("lengths are as exact as an estimate is, and stand against the plan", () => {
  expect([41 * 60 + 12, 40, 0.2, 3620].map(aboutWords)).toEqual(["41 min", "40 s", "1 s", "1 h"]);
  expect([-48, 333, 0.3].map(againstPlan)).toEqual(["0:48 ahead of plan", "5:33 behind plan", ""]);
});
