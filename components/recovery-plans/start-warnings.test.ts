import { describe, expect, test } from "vitest";

import { sourceServerView as server } from "#lib/domain/testing/source-server.ts";

import { parseIncidentTime } from "./incident-time.ts";
import { startWarnings } from "./start-warnings.ts";

function instance(isDrill: boolean) {
  return { recoveryInstanceId: "i-1", isDrill, jobId: null, state: "RUNNING" };
}

describe("before a start", () => {
  test("there is nothing to know when every server is ready", () => {
    expect(startWarnings([server("web-1")], { type: "DRILL", rpoMinutes: 15 })).toEqual([
      expect.objectContaining({ family: "ok", title: "1 of 1 server can be launched now" }),
    ]);
  });

  test.each([
    ["DRILL", "A drill is refused"],
    ["RECOVERY", "A recovery leaves it out"],
  ] as const)("a server without a snapshot is named, with what a %s does about it", (type, effect) => {
    const servers = [server("db-1", { recoverable: false, recoverability: "NO_SNAPSHOT" }), server("db-2")];
    const [first] = startWarnings(servers, { type, rpoMinutes: null });
    expect(first?.title).toBe("db-1 cannot be launched now");
    expect(first?.detail).toContain("db-1: it has no recovery snapshot.");
    expect(first?.detail).toContain(effect);
  });

  test("a live recovery comes before a drill instance that is replaced", () => {
    const servers = [
      server("a", { liveInstances: [instance(true)] }),
      server("b", { liveInstances: [instance(false)] }),
    ];
    const warnings = startWarnings(servers, { type: "DRILL", rpoMinutes: null });
    expect(warnings.map((warning) => [warning.family, warning.title])).toEqual([
      ["bad", "b runs recovered in AWS"],
      ["attn", "a has a drill instance"],
      ["ok", "1 of 2 servers can be launched now"],
    ]);
  });

  test("lag counts only beyond the target, a stall always", () => {
    const late = server("late", { lagSeconds: 1000 });
    const stalled = server("stalled", { recoverability: "READY_STALLED", lagSeconds: 60 });
    const titles = startWarnings([late, stalled], { type: "DRILL", rpoMinutes: 60 }).map((warning) => warning.title);
    expect(titles[0]).toBe("stalled lags behind");
  });
});

describe("the time of an incident", () => {
  const NOW = Date.parse("2026-11-24T00:10:00Z");

  test.each([
    ["00:02", "2026-11-24T00:02:00.000Z"],
    ["23:50", "2026-11-23T23:50:00.000Z"],
    ["0:02:30 UTC", "2026-11-24T00:02:30.000Z"],
    ["2026-11-22 14:00", "2026-11-22T14:00:00.000Z"],
  ])("%s is the last such time that has passed", (text, at) => {
    expect(parseIncidentTime(text, NOW)).toEqual({ kind: "at", at });
  });

  test.each(["soon", "25:00", "2026-11-25 03:00", "3"])("%s is not one", (text) => {
    expect(parseIncidentTime(text, NOW)).toEqual({ kind: "unreadable" });
  });

  test("may be left out", () => {
    expect(parseIncidentTime("  ", NOW)).toEqual({ kind: "none" });
  });
});
