import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { anyOutcome, at, executionRow, serverRow } from "#lib/domain/testing/outcome-rows.ts";

import { outcomeReport, type OutcomeInput, type OutcomeTotals, serversOf } from "./outcome-report.ts";
import type { DecisionRow, ServerRow } from "./outcome-rows.ts";

const WAVE = { number: 1, name: "Databases", status: "PARTIAL", dependsOn: [] } as const;

function report(servers: ServerRow[], more: Partial<OutcomeInput> = {}) {
  return outcomeReport({ execution: executionRow(), waves: [WAVE], servers, decisions: [], ...more });
}

function skip(decision: Partial<DecisionRow> = {}): DecisionRow {
  return { wave: 1, action: "skip", sourceServerIds: [], actor: "ann", comment: "not needed", at: at(30), ...decision };
}

describe("the totals", () => {
  test("say what became of every server", () => {
    const servers = [
      serverRow("healthy"),
      serverRow("terminated", { status: "TERMINATED" }),
      serverRow("ill", { status: "UNHEALTHY", usedPreviousSnapshot: true }),
      serverRow("terminated early", { status: "TERMINATED", healthyAt: null }),
      serverRow("never up", { status: "TERMINATED", launchedAt: null, healthyAt: null }),
      serverRow("failed", { status: "FAILED", launchedAt: null, healthyAt: null }),
      serverRow("vanished", { status: "FAILED", healthyAt: null }),
      serverRow("skipped", { status: "SKIPPED", launchedAt: null, healthyAt: null }),
      serverRow("queued", { status: "QUEUED", launchedAt: null, healthyAt: null }),
    ];
    expect(report(servers).totals).toEqual({
      total: 9,
      healthy: 2,
      launchedNeverHealthy: 2,
      failed: 3,
      skipped: 1,
      notLaunched: 1,
      launched: 5,
      usedPreviousSnapshot: 1,
    });
  });
});

describe("a skipped server", () => {
  const left = serverRow("a", { status: "SKIPPED", launchedAt: null, healthyAt: null });

  test.each([
    ["its row", { skippedBy: "bob", reason: "retired" }, [skip()], { by: "bob", reason: "retired" }],
    ["the decision about it", {}, [skip({ sourceServerIds: ["a"] })], { by: "ann", reason: "not needed" }],
    ["the decision about its wave", {}, [skip()], { by: "ann", reason: "not needed" }],
    ["the newest decision", {}, [skip({ actor: "eve", at: at(50) }), skip()], { by: "eve", reason: "not needed" }],
    ["no decision about another server", {}, [skip({ sourceServerIds: ["b"] })], { by: null, reason: null }],
    ["no decision about another wave", {}, [skip({ wave: 2 })], { by: null, reason: null }],
    ["no decision of another kind", {}, [skip({ action: "retry" })], { by: null, reason: null }],
    ["no other person's reason", { skippedBy: "bob" }, [skip()], { by: "bob", reason: null }],
    ["the same person's reason", { skippedBy: "ann" }, [skip()], { by: "ann", reason: "not needed" }],
  ])("says by whom and why from %s", (...[, row, decisions, expected]) => {
    expect(report([{ ...left, ...row }], { decisions }).criticalServers[0]?.skipped).toEqual(expected);
  });

  test("is the only one that says so", () => {
    expect(report([serverRow("a")], { decisions: [skip()] }).criticalServers[0]?.skipped).toBeNull();
  });
});

test("the report lists optional servers apart, waves by number and decisions by time", () => {
  const { criticalServers, optionalServers, waves, decisions, countedFrom } = report(
    [serverRow("b"), serverRow("o", { isCritical: false }), serverRow("a"), serverRow("c", { waveNumber: 2 })],
    { waves: [{ ...WAVE, number: 2, name: "Apps" }, WAVE], decisions: [skip({ at: at(9) }), skip({ at: at(3) })] },
  );
  expect(criticalServers.map(({ sourceServerId, waveName }) => [sourceServerId, waveName])).toEqual([
    ["a", "Databases"],
    ["b", "Databases"],
    ["c", "Apps"],
  ]);
  expect(optionalServers.map(({ sourceServerId }) => sourceServerId)).toEqual(["o"]);
  expect(waves.map(({ number, totals }) => [number, totals.total])).toEqual([
    [1, 3],
    [2, 1],
  ]);
  expect(decisions.map((decision) => decision.at)).toEqual([at(3), at(9)]);
  expect(countedFrom).toBe("START");
});

test("a recovery with an incident is counted from there", () => {
  const { countedFrom, achieved } = report([serverRow("a")], { execution: executionRow({ incidentAt: at(-10) }) });
  expect([countedFrom, achieved.rto.seconds]).toEqual(["INCIDENT", 30 * 60]);
});

function parts(totals: OutcomeTotals): number {
  return totals.healthy + totals.launchedNeverHealthy + totals.failed + totals.skipped + totals.notLaunched;
}

test("totals add up to the number of servers, in whole, by wave and over all waves, and agree with the lists", () => {
  fc.assert(
    fc.property(anyOutcome, (input) => {
      const result = outcomeReport(input);
      const { totals, waves } = result;
      expect(totals.total).toBe(input.servers.length);
      for (const each of [totals, ...waves.map((wave) => wave.totals)]) {
        expect(parts(each)).toBe(each.total);
        expect(each.launched).toBeGreaterThanOrEqual(each.healthy + each.launchedNeverHealthy);
        expect(each.launched).toBeLessThanOrEqual(each.total);
      }
      for (const key of Object.keys(totals) as (keyof OutcomeTotals)[]) {
        expect(waves.reduce((sum, wave) => sum + wave.totals[key], 0)).toBe(totals[key]);
      }
      const listed = serversOf(result);
      expect(new Set(listed.map(({ sourceServerId }) => sourceServerId)).size).toBe(input.servers.length);
      expect(listed.filter(({ skipped }) => skipped !== null)).toHaveLength(totals.skipped);
      expect(listed.filter(({ result: became }) => became === "HEALTHY")).toHaveLength(totals.healthy);
    }),
  );
});

test("a report does not depend on the order of its rows, and goes through JSON", () => {
  fc.assert(
    fc.property(anyOutcome, (input) => {
      const result = outcomeReport(input);
      const { servers, waves } = input;
      expect(outcomeReport({ ...input, servers: servers.toReversed(), waves: waves.toReversed() })).toEqual(result);
      expect(() => JSON.stringify(result)).not.toThrow();
    }),
  );
});
