import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { ServerStatus, WaveStatus } from "#lib/domain/execution-status.ts";
import { cutAt, DIAMOND, HIDDEN, playExecution } from "#lib/domain/testing/hidden-durations.ts";

import { OS_FAMILIES } from "./duration-sample.ts";
import { learnDurations } from "./durations.ts";
import { forecastPlan } from "./forecast.ts";
import { forecastRunning, type RunningInput } from "./running.ts";
import type { RunningServer, RunningWave } from "./running-model.ts";

const START = new Date("2026-03-02T06:00:00Z");
const PRIOR = learnDurations([], null);

function after(minutes: number): Date {
  return new Date(START.getTime() + minutes * 60_000);
}

function server(status: ServerStatus, times: Partial<RunningServer> = {}): RunningServer {
  return {
    sourceServerId: "s-1",
    osFamily: "LINUX",
    waveNumber: 1,
    status,
    requestedAt: null,
    launchedAt: null,
    healthyAt: null,
    ...times,
  };
}

function wave(status: WaveStatus, more: Partial<RunningWave> = {}): RunningWave {
  return { number: 1, dependsOn: [], status, startedAt: START, endedAt: null, ...more };
}

function forecast(input: Partial<RunningInput>) {
  return forecastRunning({
    waves: [wave("LAUNCHING")],
    servers: [],
    mode: "DRILL",
    durations: PRIOR,
    now: START,
    targetAt: null,
    ...input,
  });
}

function launching(minutes: number) {
  return forecast({ servers: [server("LAUNCHING", { requestedAt: START })], now: after(minutes) });
}

describe("the forecast of an execution under way", () => {
  test("is the plan's own while nothing has begun", () => {
    const { waves, servers } = cutAt(playExecution(DIAMOND, HIDDEN, "new"), DIAMOND, { start: START, seconds: -1 });
    const { end } = forecastPlan({ waves: DIAMOND, mode: "DRILL", durations: PRIOR });
    expect(forecast({ waves, servers }).secondsLeft).toEqual(end);
  });

  test("gets nearer while a launch takes its usual time, and moves away when it takes longer", () => {
    expect(launching(5).secondsLeft.p50).toBeLessThan(launching(0).secondsLeft.p50 - 120);
    expect(launching(90).secondsLeft.p50).toBeGreaterThan(launching(15).secondsLeft.p50);
  });

  test("counts only the health check once a server is launched", () => {
    const launchedAt = after(10);
    const { secondsLeft } = forecast({
      servers: [server("LAUNCHED", { requestedAt: START, launchedAt })],
      now: launchedAt,
    });
    expect(Math.abs(secondsLeft.p50 - 240)).toBeLessThan(40);
  });

  test("has nothing left once every wave is over, and then ends now", () => {
    const now = after(60);
    const result = forecast({ waves: [wave("COMPLETED", { endedAt: after(40) })], now });
    expect(result).toMatchObject({ end: { p50: now, p90: now }, criticalPath: [], decidingWave: null });
    expect(result.waves).toEqual([
      { number: 1, start: { p50: START, p90: START }, end: { p50: after(40), p90: after(40) } },
    ]);
  });

  test("takes a wave whose end lies ahead, by another clock, for one that ends now", () => {
    const { secondsLeft } = forecast({ waves: [wave("COMPLETED", { endedAt: after(3) })] });
    expect(secondsLeft).toEqual({ p50: 0, p90: 0 });
  });

  test("of an execution without waves ends now", () => {
    expect(forecast({ waves: [] }).end).toEqual({ p50: START, p90: START });
  });

  test.each<[WaveStatus, number, number]>([
    ["PENDING", 0, 900],
    ["PRE_ACTIONS", 4, 900 - 240],
    ["PRE_ACTIONS", 20, 300],
    ["LAUNCHING", 0, 300],
    ["VERIFYING", 30, 300],
    ["POST_ACTIONS", 32, 300 - 120],
    ["POST_ACTIONS", 60, 0],
  ])("in %s after %i minutes has %i seconds of the wave's own steps left", (status, minutes, seconds) => {
    const actionsSeconds = { before: 600, after: 300 };
    const { secondsLeft } = forecast({
      waves: [wave(status, { actionsSeconds, startedAt: status === "PENDING" ? null : START })],
      servers: [server("HEALTHY", { requestedAt: START, launchedAt: after(20), healthyAt: after(30) })],
      now: after(minutes),
    });
    expect(secondsLeft.p50).toBeCloseTo(seconds, 6);
  });

  test("names the wave under way first and the one that decides last", () => {
    const waves = [
      wave("COMPLETED", { endedAt: after(20) }),
      wave("LAUNCHING", { number: 2, dependsOn: [1], startedAt: after(20) }),
      wave("PENDING", { number: 3, dependsOn: [2], startedAt: null }),
    ];
    const servers = [2, 3].map((number) =>
      server(number === 2 ? "LAUNCHING" : "PENDING", {
        sourceServerId: `s-${number}`,
        waveNumber: number,
        requestedAt: number === 2 ? after(20) : null,
      }),
    );
    const { criticalPath, decidingWave } = forecast({ waves, servers, now: after(25) });
    expect(criticalPath.map((step) => [step.wave, step.server?.sourceServerId])).toEqual([
      [2, "s-2"],
      [3, "s-3"],
    ]);
    expect(decidingWave).toBe(3);
  });

  test("names the servers that failed and that nobody launched again", () => {
    const servers = [server("FAILED"), server("HEALTHY", { sourceServerId: "s-2" })];
    expect(forecast({ waves: [wave("AWAITING_DECISION")], servers }).openFailures).toEqual(["s-1"]);
    expect(forecast({ waves: [wave("PARTIAL", { endedAt: START })], servers }).openFailures).toEqual([]);
  });
});

describe("the recovery time objective", () => {
  const servers = [server("LAUNCHING", { requestedAt: START })];
  const { end } = forecast({ servers });
  const second = 1000;

  test.each([
    ["no", new Date(end.p90.getTime() + second), null],
    ["maybe", new Date(end.p90.getTime() - second), null],
    ["maybe", end.p50, null],
    ["yes", new Date(end.p50.getTime() - 60 * second), 60],
  ])("%s: its target is %s", (willMiss, targetAt, missedByP50Seconds) => {
    expect(forecast({ servers, targetAt }).rto).toEqual({ targetAt, missedByP50Seconds, willMiss });
  });

  test("is not judged where there is none", () => {
    expect(forecast({ servers }).rto).toBeNull();
  });
});

const anyMinutes = fc.option(fc.integer({ min: -60, max: 600 }).map(after));
const anyServer: fc.Arbitrary<RunningServer> = fc.record({
  sourceServerId: fc.uuid(),
  osFamily: fc.constantFrom(...OS_FAMILIES),
  waveNumber: fc.integer({ min: 1, max: 4 }),
  status: fc.constantFrom(...ServerStatus.options),
  requestedAt: anyMinutes,
  launchedAt: anyMinutes,
  healthyAt: anyMinutes,
});
const anyWaves = fc
  .array(fc.record({ status: fc.constantFrom(...WaveStatus.options), startedAt: anyMinutes, endedAt: anyMinutes }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((waves) =>
    waves.map((each, index): RunningWave => ({ ...each, number: index + 1, dependsOn: index === 0 ? [] : [index] })),
  );

test("whatever the rows say, no wave to come and no execution ends before now, nor the P90 before the P50", () => {
  fc.assert(
    fc.property(anyWaves, fc.array(anyServer, { maxLength: 12 }), anyMinutes, (waves, servers, targetAt) => {
      const now = after(120);
      const { end, waves: times } = forecast({ waves, servers, now, targetAt });
      for (const { p50, p90 } of [end, ...times.map((time) => time.end), ...times.map((time) => time.start)]) {
        expect(Number.isFinite(p50.getTime())).toBe(true);
        expect(p90.getTime()).toBeGreaterThanOrEqual(p50.getTime());
      }
      expect(end.p50.getTime()).toBeGreaterThanOrEqual(now.getTime());
    }),
    { numRuns: 60 },
  );
});

const anyCut = fc.record({
  seed: fc.nat().map((number) => `cut ${number}`),
  seconds: fc.integer({ min: 0, max: 12_000 }),
});

test("without news, the end does not come nearer while time passes", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(anyCut, fc.integer({ min: 1, max: 7200 }), ({ seed, seconds }, later) => {
      const cut = cutAt(playExecution(DIAMOND, HIDDEN, seed), DIAMOND, { start: START, seconds });
      const [soon, late] = [seconds, seconds + later].map(
        (at) => forecast({ ...cut, now: after(at / 60) }).end.p50.getTime() / 1000,
      );
      expect(late).toBeGreaterThanOrEqual((soon ?? 0) - 5);
    }),
    { numRuns: 40 },
  );
});

test("a slow day stretches the waves to come", () => {
  const ends = [5, 20].map(
    (minutes) =>
      forecast({
        waves: [
          wave("COMPLETED", { endedAt: after(30) }),
          wave("PENDING", { number: 2, dependsOn: [1], startedAt: null }),
        ],
        servers: [
          server("HEALTHY", { requestedAt: START, launchedAt: after(minutes), healthyAt: after(minutes + 4) }),
          server("PENDING", { sourceServerId: "s-2", waveNumber: 2 }),
        ],
        now: after(30),
      }).secondsLeft,
  );
  expect(ends[1]?.p50).toBeGreaterThan((ends[0]?.p50 ?? Infinity) * 1.2);
});
