import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { anyOutcome, at, executionRow, serverRow } from "#lib/domain/testing/outcome-rows.ts";

import { achievedBy, againstTarget, rpoSeconds, rtoSeconds } from "./achieved.ts";
import { resultOf } from "./outcome-rows.ts";

describe("the recovery time of a server", () => {
  test("is counted from the start, or from the incident where one was declared", () => {
    expect(rtoSeconds(serverRow("a"), executionRow())).toBe(20 * 60);
    expect(rtoSeconds(serverRow("a"), executionRow({ incidentAt: at(-30) }))).toBe(50 * 60);
  });

  test("is that of one which a clean-up terminated", () => {
    expect(rtoSeconds(serverRow("a", { status: "TERMINATED" }), executionRow())).toBe(20 * 60);
  });

  test.each(["UNHEALTHY", "FAILED", "LAUNCHED", "SKIPPED"] as const)("is none of a server that ended %s", (status) => {
    expect(rtoSeconds(serverRow("a", { status }), executionRow())).toBeNull();
  });
});

describe("the data that a server lost", () => {
  test("is counted to the launch request, or to the incident where one was declared", () => {
    const server = serverRow("a", { requestedAt: at(10) });
    expect(rpoSeconds(server, executionRow())).toBe(15 * 60);
    expect(rpoSeconds(server, executionRow({ incidentAt: at(-3) }))).toBe(2 * 60);
  });

  test("is nothing where the snapshot is newer than the incident, and unknown without a snapshot or a request", () => {
    expect(rpoSeconds(serverRow("a"), executionRow({ incidentAt: at(-30) }))).toBe(0);
    expect(rpoSeconds(serverRow("a", { snapshotAt: null }), executionRow())).toBeNull();
    expect(rpoSeconds(serverRow("a", { requestedAt: null }), executionRow())).toBeNull();
  });
});

test.each([
  [1800, 30, { verdict: "MET" }],
  [1801, 30, { verdict: "MISSED", bySeconds: 1, isAtLeast: false }],
  [null, 30, { verdict: "UNKNOWN" }],
  [1800, null, { verdict: "NO_TARGET" }],
  [null, null, { verdict: "NO_TARGET" }],
])("%j seconds against %j minutes is %j", (seconds, minutes, expected) => {
  expect(againstTarget(seconds, minutes)).toEqual(expected);
});

describe("the recovery time of an execution", () => {
  const execution = executionRow({ rtoMinutes: 60 });

  test("is that of its last critical server", () => {
    const servers = [serverRow("a"), serverRow("b", { healthyAt: at(70) }), serverRow("c", { healthyAt: at(40) })];
    expect(achievedBy(servers, execution).rto).toEqual({
      seconds: 70 * 60,
      reason: null,
      decidedBy: "b",
      target: { verdict: "MISSED", bySeconds: 600, isAtLeast: false },
    });
  });

  test("does not depend on optional servers, which are counted apart", () => {
    const servers = [
      serverRow("a"),
      serverRow("b", { isCritical: false, healthyAt: at(100) }),
      serverRow("c", { isCritical: false, status: "FAILED", healthyAt: null }),
    ];
    const { rto, critical, optional } = achievedBy(servers, execution);
    expect(rto).toMatchObject({ seconds: 20 * 60, decidedBy: "a", target: { verdict: "MET" } });
    expect([critical, optional]).toEqual([
      { recovered: 1, total: 1, share: 1 },
      { recovered: 1, total: 2, share: 0.5 },
    ]);
  });

  test.each(["FAILED", "UNHEALTHY", "SKIPPED", "QUEUED"] as const)("is none when a critical server is %s", (status) => {
    const { rto, critical } = achievedBy([serverRow("a"), serverRow("b", { status })], execution);
    expect(rto).toMatchObject({ seconds: null, reason: "NOT_RECOVERED", decidedBy: null });
    expect(critical.share).toBe(0.5);
  });

  test.each([
    [
      "after the target is a miss by at least the time since",
      120,
      { verdict: "MISSED", bySeconds: 3600, isAtLeast: true },
    ],
    ["before the target is a miss that nobody can tell", 30, { verdict: "UNKNOWN" }],
  ])("that ended unrecovered %s", (_, minutes, target) => {
    const servers = [serverRow("a", { status: "FAILED" })];
    expect(achievedBy(servers, { ...execution, endedAt: at(minutes) }).rto.target).toEqual(target);
    expect(achievedBy(servers, executionRow()).rto.target).toEqual({ verdict: "NO_TARGET" });
  });

  test("is none without a critical server, and unknown where a time is missing", () => {
    expect(achievedBy([serverRow("a", { isCritical: false })], execution).rto).toMatchObject({
      seconds: null,
      reason: "NO_CRITICAL_SERVER",
      target: { verdict: "UNKNOWN" },
    });
    expect(achievedBy([serverRow("a", { healthyAt: null })], execution).rto.reason).toBe("TIME_UNKNOWN");
    expect(achievedBy([], execution).critical.share).toBeNull();
  });
});

describe("the data loss of an execution", () => {
  const execution = executionRow({ rpoMinutes: 10 });
  const old = serverRow("old", { snapshotAt: at(-15) });
  const unknown = serverRow("unknown", { snapshotAt: null });

  test("is the worst of the servers that recovered", () => {
    const lost = serverRow("lost", { snapshotAt: at(-500), status: "FAILED" });
    expect(achievedBy([serverRow("a"), old, lost], execution).rpo).toEqual({
      seconds: 15 * 60,
      decidedBy: "old",
      unknown: 0,
      target: { verdict: "MISSED", bySeconds: 300, isAtLeast: false },
    });
  });

  test("is never called met while that of a server is unknown, and missed by at least what is known", () => {
    expect(achievedBy([serverRow("a")], execution).rpo.target).toEqual({ verdict: "MET" });
    expect(achievedBy([serverRow("a"), unknown], execution).rpo).toMatchObject({
      seconds: 300,
      unknown: 1,
      target: { verdict: "UNKNOWN" },
    });
    expect(achievedBy([old, unknown], execution).rpo.target).toMatchObject({ verdict: "MISSED", isAtLeast: true });
  });
});

test("times are never negative, and the execution's is one of a server's and no better than any", () => {
  fc.assert(
    fc.property(anyOutcome, ({ execution, servers }) => {
      const { rto, rpo, critical, optional } = achievedBy(servers, execution);
      const healthy = servers.filter((server) => resultOf(server) === "HEALTHY");
      const rtos = healthy.filter(({ isCritical }) => isCritical).map((server) => rtoSeconds(server, execution));
      const rpos = healthy.map((server) => rpoSeconds(server, execution));
      for (const seconds of [...rtos, ...rpos]) if (seconds !== null) expect(seconds).toBeGreaterThanOrEqual(0);
      if (rto.seconds !== null) expect(rto.seconds).toBe(Math.max(...rtos.map((seconds) => seconds ?? Infinity)));
      expect(rto.seconds === null).toBe(rto.reason !== null);
      expect(rto.seconds === null).toBe(rto.decidedBy === null);
      if (rpo.seconds !== null) expect(rpo.seconds).toBe(Math.max(...rpos.map((seconds) => seconds ?? 0)));
      if (rto.target.verdict === "MET" || rpo.target.verdict === "MET") expect(healthy.length).toBeGreaterThan(0);
      expect(critical.recovered + optional.recovered).toBe(healthy.length);
      expect(critical.total + optional.total).toBe(servers.length);
    }),
  );
});

test("optional servers never change the recovery time", () => {
  fc.assert(
    fc.property(anyOutcome, ({ execution, servers }) => {
      const critical = servers.filter(({ isCritical }) => isCritical);
      expect(achievedBy(servers, execution).rto).toEqual(achievedBy(critical, execution).rto);
    }),
  );
});
