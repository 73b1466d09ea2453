import { expect, test } from "vitest";

import { deadlineRisk } from "./deadline.ts";

const TARGET = new Date("2026-11-24T03:47:00Z");

test.each([
  ["no", "03:41:00", "none", 360],
  ["maybe", "03:46:30", "at-risk", 30],
  ["yes", "03:50:00", "will-miss", -180],
] as const)("a forecast that says %s at %s is %s, %i s to spare", (...[willMiss, clock, risk, spareSeconds]) => {
  const end = new Date(`2026-11-24T${clock}Z`);
  const missedByP50Seconds = willMiss === "yes" ? -spareSeconds : null;
  expect(deadlineRisk({ targetAt: TARGET, willMiss, missedByP50Seconds }, end)).toEqual({ risk, spareSeconds });
});
