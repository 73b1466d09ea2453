import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { DIAMOND, HIDDEN, playExecution, samplesOf } from "#lib/domain/testing/hidden-durations.ts";

import { OS_FAMILIES, type OsFamily } from "./duration-sample.ts";
import { type Durations, learnDurations } from "./durations.ts";
import { forecastPlan } from "./forecast.ts";
import { quantile } from "./percentile.ts";
import type { PlannedServer, PlannedWave } from "./step-model.ts";

const PRIOR = learnDurations([], null);

function serversOf(count: number, osFamily: OsFamily): PlannedServer[] {
  return Array.from({ length: count }, (_, index) => ({ sourceServerId: `${osFamily}-${index}`, osFamily }));
}

function wave(number: number, dependsOn: number[], servers = serversOf(1, "LINUX")): PlannedWave {
  return { number, dependsOn, servers };
}

function forecast(waves: PlannedWave[], durations: Durations = PRIOR) {
  return forecastPlan({ waves, mode: "DRILL", durations });
}

describe("the forecast of a plan", () => {
  test("of one server is about its launch and its health checks", () => {
    const { end } = forecast([wave(1, [])]);
    expect(end.p50).toBeGreaterThan(14 * 60);
    expect(end.p50).toBeLessThan(18 * 60);
    expect(end.p90).toBeLessThan(35 * 60);
  });

  test("says that many servers take longer than one, since the slowest decides", () => {
    const [one, many] = [1, 100].map((count) => forecast([wave(1, [], serversOf(count, "LINUX"))]).end);
    expect((many?.p50 ?? 0) / (one?.p50 ?? 1)).toBeGreaterThan(2);
  });

  test("has a P90 below the sum of the waves' P90", () => {
    const { end } = forecast([wave(1, []), wave(2, [1]), wave(3, [2]), wave(4, [3])]);
    expect(end.p90).toBeLessThan(4 * forecast([wave(1, [])]).end.p90 * 0.9);
    expect(end.p50).toBeGreaterThan(4 * forecast([wave(1, [])]).end.p50);
  });

  test("is wider when a day is slow or fast as a whole", () => {
    const chain = [wave(1, []), wave(2, [1]), wave(3, [2]), wave(4, [3])];
    const [alone, together] = [0, 0.9].map((sharedFraction) => forecast(chain, { ...PRIOR, sharedFraction }).end);
    expect((together?.p90 ?? 0) / (alone?.p90 ?? 1)).toBeGreaterThan(1.1);
  });

  test("adds what a wave's own steps take", () => {
    const [without] = forecast([wave(1, []), wave(2, [1])]).waves;
    const fixed = forecast([{ ...wave(1, []), actionsSeconds: { before: 100, after: 20 } }, wave(2, [1])]);
    expect(fixed.waves[0]?.end.p50).toBeCloseTo((without?.end.p50 ?? 0) + 120, 3);
    expect(fixed.waves[1]?.start).toEqual(fixed.waves[0]?.end);
    const learnt = forecast([{ ...wave(1, []), actionsSeconds: { before: "learnt", after: 0 } }]);
    expect(learnt.end.p50).toBeGreaterThan((without?.end.p50 ?? 0) + 200);
  });

  test("of nothing is no time", () => {
    expect(forecast([])).toMatchObject({ end: { p50: 0, p90: 0 }, waves: [], criticalPath: [] });
    expect(forecast([wave(1, [], [])])).toMatchObject({ end: { p50: 0, p90: 0 }, criticalPath: [] });
  });

  test("says from what it is known", () => {
    const samples = Array.from({ length: 6 }, (_, index) => ({
      step: "LAUNCH" as const,
      osFamily: "LINUX" as const,
      mode: "DRILL" as const,
      planId: "mine",
      executionId: `${index}`,
      seconds: 500 + index,
    }));
    const waves = [wave(1, [], [...serversOf(3, "LINUX"), ...serversOf(2, "WINDOWS")])];
    expect(forecast(waves, learnDurations(samples, "mine")).basis).toEqual({ plan: 3, all: 0, prior: 2 });
  });

  test("is refused where waves wait for each other", () => {
    expect(() => forecast([wave(1, [2]), wave(2, [1])])).toThrow("wait for each other");
  });
});

describe("the critical path", () => {
  test("goes through the slow branch and names the server that is most likely the last", () => {
    const waves = [
      wave(1, []),
      wave(2, [1]),
      wave(3, [1], [...serversOf(5, "LINUX"), ...serversOf(30, "WINDOWS")]),
      wave(4, [2, 3]),
    ];
    const path = forecast(waves).criticalPath;
    expect(path.map((step) => step.wave)).toEqual([1, 3, 4]);
    expect(path[1]?.server?.osFamily).toBe("WINDOWS");
    expect(path[1]?.share).toBeGreaterThan(0.95);
    expect(path[0]?.share).toBe(1);
  });

  test("prefers the one slow server to each of many quick ones", () => {
    const [step] = forecast([wave(1, [], [...serversOf(60, "LINUX"), ...serversOf(1, "WINDOWS")])]).criticalPath;
    expect(step?.server).toEqual({ sourceServerId: "WINDOWS-0", osFamily: "WINDOWS" });
  });
});

/** Waves that depend on earlier ones only, in an order of their own. */
const anyPlan = fc
  .array(
    fc.record({
      back: fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
      counts: fc.tuple(...OS_FAMILIES.map(() => fc.integer({ min: 0, max: 40 }))),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((waves) =>
    waves.map(({ back, counts }, index) => ({
      number: index + 1,
      dependsOn: [...new Set(back.map((by) => index + 1 - by).filter((number) => number >= 1))],
      servers: counts.flatMap((count, family) => serversOf(count, OS_FAMILIES[family] ?? "UNKNOWN")),
    })),
  );

const RUNS = { numRuns: 15 };
/** On a machine that others use as well. */
const PATIENT = { timeout: 60_000 };

test(
  "a plan ends with its last wave, a wave starts with the last it waits for, and the path is one of the graph",
  PATIENT,
  () => {
    fc.assert(
      fc.property(anyPlan, (waves) => {
        const { end, waves: times, criticalPath } = forecast(waves);
        const byNumber = new Map(times.map((time) => [time.number, time]));
        for (const quantileOf of ["p50", "p90"] as const) {
          for (const { number, dependsOn } of waves) {
            const time = byNumber.get(number);
            expect(time?.end[quantileOf]).toBeGreaterThanOrEqual(time?.start[quantileOf] ?? Infinity);
            expect(end[quantileOf]).toBeGreaterThanOrEqual(time?.end[quantileOf] ?? Infinity);
            for (const other of dependsOn) {
              expect(time?.start[quantileOf]).toBeGreaterThanOrEqual(byNumber.get(other)?.end[quantileOf] ?? Infinity);
            }
          }
        }
        expect(end.p90).toBeGreaterThanOrEqual(end.p50);
        for (const [index, step] of criticalPath.entries()) {
          const next = criticalPath[index + 1];
          if (next !== undefined) expect(waves[next.wave - 1]?.dependsOn).toContain(step.wave);
          const members = waves[step.wave - 1]?.servers.map(({ sourceServerId }) => sourceServerId);
          if (step.server !== null) expect(members).toContain(step.server.sourceServerId);
        }
      }),
      RUNS,
    );
  },
);

test("the same plan has the same forecast, whatever the order of its waves", PATIENT, () => {
  fc.assert(
    fc.property(anyPlan, (waves) => {
      const { end, waves: times } = forecast(waves);
      expect(forecast(structuredClone(waves))).toEqual(forecast(waves));
      const reversed = forecast([...waves].reverse());
      expect(reversed.end).toEqual(end);
      expect(reversed.waves.toReversed()).toEqual(times);
    }),
    RUNS,
  );
});

test("one server more, or one dependency more, never makes the end earlier", PATIENT, () => {
  fc.assert(
    fc.property(anyPlan, fc.nat(), fc.constantFrom(...OS_FAMILIES), (waves, pick, osFamily) => {
      const { end } = forecast(waves);
      const at = pick % waves.length;
      const grown = waves.map((each, index) =>
        index === at ? { ...each, servers: [...each.servers, { sourceServerId: "more", osFamily }] } : each,
      );
      const tied = waves.map((each, index) =>
        index === at ? { ...each, dependsOn: [...new Set([...each.dependsOn, ...(at > 0 ? [at] : [])])] } : each,
      );
      for (const changed of [forecast(grown).end, forecast(tied).end]) {
        expect(changed.p50).toBeGreaterThanOrEqual(end.p50 - 1e-6);
        expect(changed.p90).toBeGreaterThanOrEqual(end.p90 - 1e-6);
      }
    }),
    RUNS,
  );
});

describe("against a hidden model", () => {
  const history = Array.from({ length: 200 }, (_, index) =>
    samplesOf(playExecution(DIAMOND, HIDDEN, `history ${index}`), {
      planId: "diamond",
      executionId: `history ${index}`,
      mode: "DRILL",
    }),
  ).flat();
  const ends = Array.from({ length: 200 }, (_, index) => playExecution(DIAMOND, HIDDEN, `actual ${index}`).end);

  test.each(["diamond", "another plan"])("200 executions teach %s when the next 200 will end", (planId) => {
    const durations = learnDurations(history, planId);
    const { end } = forecastPlan({ waves: DIAMOND, mode: "RECOVERY", durations });
    expect(Math.abs(end.p50 / quantile(ends, 0.5) - 1)).toBeLessThan(0.1);
    const covered = ends.filter((seconds) => seconds <= end.p90).length / ends.length;
    expect(covered).toBeGreaterThanOrEqual(0.85);
    expect(covered).toBeLessThanOrEqual(0.95);
  });

  test(
    "a hundred first drills teach little, and the P90 of what comes next is still honest on average",
    { timeout: 60_000 },
    () => {
      const coverages = Array.from({ length: 100 }, (_, index) => {
        const first = samplesOf(playExecution(DIAMOND, HIDDEN, `first ${index}`), {
          planId: "diamond",
          executionId: "first",
          mode: "DRILL",
        });
        const { end } = forecastPlan({ waves: DIAMOND, mode: "DRILL", durations: learnDurations(first, "diamond") });
        return ends.filter((seconds) => seconds <= end.p90).length / ends.length;
      });
      const average = coverages.reduce((sum, share) => sum + share, 0) / coverages.length;
      expect(average).toBeGreaterThan(0.8);
      expect(average).toBeLessThan(0.95);
    },
  );
});
