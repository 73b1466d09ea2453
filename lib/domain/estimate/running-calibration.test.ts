import { describe, expect, test } from "vitest";

import { cutAt, DIAMOND, HIDDEN, playExecution, samplesOf } from "#lib/domain/testing/hidden-durations.ts";

import { learnDurations } from "./durations.ts";
import { forecastPlan } from "./forecast.ts";
import { forecastRunning } from "./running.ts";

const START = new Date("2026-03-02T06:00:00Z");

describe("against a hidden model", () => {
  const history = Array.from({ length: 200 }, (_, index) =>
    samplesOf(playExecution(DIAMOND, HIDDEN, `history ${index}`), {
      planId: "diamond",
      executionId: `history ${index}`,
      mode: "DRILL",
    }),
  ).flat();
  const durations = learnDurations(history, "diamond");
  const planned = forecastPlan({ waves: DIAMOND, mode: "DRILL", durations }).end;

  test("200 executions that are watched for a while end when the forecast says", { timeout: 60_000 }, () => {
    const forecasts = Array.from({ length: 200 }, (_, index) => {
      const seconds = 1200 + 300 * (index % 16);
      const execution = playExecution(DIAMOND, HIDDEN, `actual ${index}`);
      const cut = cutAt(execution, DIAMOND, { start: START, seconds });
      const { secondsLeft } = forecastRunning({
        ...cut,
        durations,
        mode: "DRILL",
        now: new Date(START.getTime() + seconds * 1000),
        targetAt: null,
      });
      return { ...secondsLeft, seconds, actual: Math.max(0, execution.end - seconds) };
    });
    const covered = forecasts.filter(({ actual, p90 }) => actual <= p90).length;
    expect(covered / 200).toBeGreaterThanOrEqual(0.85);
    expect(covered / 200).toBeLessThanOrEqual(0.95);
    const early = forecasts.filter(({ actual, p50 }) => actual <= p50).length;
    expect(Math.abs(early / 200 - 0.5)).toBeLessThan(0.1);
    const miss = forecasts.reduce((sum, { actual, p50 }) => sum + Math.abs(actual - p50), 0);
    const blind = forecasts.reduce((sum, { actual, seconds }) => sum + Math.abs(actual + seconds - planned.p50), 0);
    expect(miss).toBeLessThan(0.5 * blind);
  });
});
