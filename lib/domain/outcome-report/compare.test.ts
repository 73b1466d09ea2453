import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { anyOutcome, at, executionRow, serverRow } from "#lib/domain/testing/outcome-rows.ts";

import { compareOutcomes } from "./compare.ts";
import { outcomeReport, serversOf } from "./outcome-report.ts";
import type { ServerRow } from "./outcome-rows.ts";

/** An execution that started so many days ago. */
function report(daysAgo: number, servers: ServerRow[]) {
  const startedAt = at(-daysAgo * 24 * 60);
  const shift = startedAt.getTime() - at(0).getTime();
  function shifted(date: Date | null): Date | null {
    return date === null ? null : new Date(date.getTime() + shift);
  }
  return outcomeReport({
    execution: executionRow({ type: daysAgo === 0 ? "RECOVERY" : "DRILL", startedAt }),
    waves: [{ number: 1, name: "All", status: "COMPLETED", dependsOn: [] }],
    servers: servers.map((server) => ({
      ...server,
      requestedAt: shifted(server.requestedAt),
      healthyAt: shifted(server.healthyAt),
      snapshotAt: shifted(server.snapshotAt),
    })),
    decisions: [],
  });
}

const FAILED = { status: "FAILED", launchedAt: null, healthyAt: null } as const;
const SKIPPED = { status: "SKIPPED", launchedAt: null, healthyAt: null } as const;

describe("an outcome against the earlier ones of its plan", () => {
  test("says how much longer or shorter the recovery and the data loss became", () => {
    const now = report(0, [serverRow("a", { healthyAt: at(30) }), serverRow("b", { snapshotAt: at(-2) })]);
    const { change, servers, against } = compareOutcomes(now, [
      report(9, [serverRow("a", { healthyAt: at(90) }), serverRow("b")]),
      report(2, [serverRow("a", { healthyAt: at(25) }), serverRow("b")]),
    ]);
    expect(against).toEqual({ startedAt: at(-2 * 24 * 60), type: "DRILL" });
    expect(change).toEqual({ rtoSeconds: 300, rpoSeconds: 0 });
    expect(servers.map((server) => server.change)).toEqual([
      { rtoSeconds: 300, rpoSeconds: 0 },
      { rtoSeconds: 0, rpoSeconds: -180 },
    ]);
  });

  test("knows which servers newly failed, newly work, were tried first and are gone", () => {
    const now = report(0, [
      serverRow("broke", FAILED),
      serverRow("fixed"),
      serverRow("new"),
      serverRow("same", FAILED),
    ]);
    const before = report(1, [
      serverRow("broke"),
      serverRow("fixed", FAILED),
      serverRow("same", FAILED),
      serverRow("gone"),
    ]);
    expect(compareOutcomes(now, [before])).toMatchObject({
      newlyFailed: ["broke"],
      newlyHealthy: ["fixed"],
      firstTried: ["new"],
      noLongerThere: ["gone"],
    });
  });

  test("looks past executions that left a server out, and never calls a server failed that was left out", () => {
    const earlier = [report(3, [serverRow("a"), serverRow("b")]), report(1, [serverRow("a", SKIPPED), serverRow("b")])];
    const { newlyFailed, firstTried, servers } = compareOutcomes(
      report(0, [serverRow("a", FAILED), serverRow("b", SKIPPED)]),
      earlier,
    );
    expect([newlyFailed, firstTried]).toEqual([["a"], []]);
    expect(servers[0]?.against).toEqual(at(-3 * 24 * 60));
  });

  test("does not know a change where a time is missing, or where there is nothing earlier", () => {
    const now = report(0, [serverRow("a")]);
    expect(compareOutcomes(now, [report(1, [serverRow("a", FAILED)])]).change.rtoSeconds).toBeNull();
    expect(compareOutcomes(now, [now, report(-1, [serverRow("a")])])).toMatchObject({
      against: null,
      change: { rtoSeconds: null, rpoSeconds: null },
      firstTried: ["a"],
    });
  });

  test("keeps the history in order of time", () => {
    const { history } = compareOutcomes(report(0, [serverRow("a")]), [
      report(1, [serverRow("a", { healthyAt: at(40) })]),
      report(5, [serverRow("a", FAILED)]),
    ]);
    expect(history.map(({ rtoSeconds }) => rtoSeconds)).toEqual([null, 2400, 1200]);
  });
});

test("no server both newly failed and newly works, every one is compared, and the order of the others is no matter", () => {
  fc.assert(
    fc.property(anyOutcome, fc.array(anyOutcome, { maxLength: 4 }), (input, others) => {
      const now = outcomeReport(input);
      const reports = others.map(outcomeReport);
      const { newlyFailed, newlyHealthy, firstTried, servers } = compareOutcomes(now, reports);
      const all = [...newlyFailed, ...newlyHealthy, ...firstTried];
      expect(new Set(all).size).toBe(all.length);
      expect(servers.map(({ sourceServerId }) => sourceServerId)).toEqual(
        serversOf(now).map(({ sourceServerId }) => sourceServerId),
      );
      const starts = new Set(reports.map(({ startedAt }) => startedAt.getTime()));
      fc.pre(starts.size === reports.length);
      expect(compareOutcomes(now, reports.toReversed())).toEqual(compareOutcomes(now, reports));
    }),
  );
});

test("an outcome against its own repetition has not changed", () => {
  fc.assert(
    fc.property(anyOutcome, (input) => {
      const now = outcomeReport(input);
      const before = { ...now, startedAt: new Date(now.startedAt.getTime() - 1) };
      const { change, servers, newlyFailed, newlyHealthy, noLongerThere } = compareOutcomes(now, [before]);
      for (const { rtoSeconds, rpoSeconds } of [change, ...servers.map((server) => server.change)]) {
        expect([rtoSeconds ?? 0, rpoSeconds ?? 0]).toEqual([0, 0]);
      }
      expect([newlyFailed, newlyHealthy, noLongerThere]).toEqual([[], [], []]);
    }),
  );
});
