import { describe, expect, test } from "vitest";

import type { PointsInTimeView, ServerPointView } from "#lib/domain/point-in-time/points-in-time.ts";

import {
  atStop,
  atTyped,
  choiceProblem,
  FIRST_CHOICE,
  FIRST_POINT,
  type OnePoint,
  pointInput,
  pointProblem,
} from "./point-choice.ts";
import { lossRange, lossWords, problemLines, skewWords, sourceGoneWords, withinTarget } from "./point-words.ts";

const NOW = Date.parse("2026-11-24T12:00:00Z");

function server(fields: Partial<ServerPointView> = {}): ServerPointView {
  return {
    sourceServerId: "s-1",
    accountId: "111122223333",
    region: "us-west-2",
    hostname: "web",
    wave: 1,
    snapshotId: null,
    at: null,
    minutesLost: null,
    problem: null,
    isSourceGone: false,
    lagSeconds: 20,
    newestAt: null,
    readAt: null,
    error: null,
    ...fields,
  };
}

describe("a choice", () => {
  test("of a stop is exact, and shows its second", () => {
    const chosen = atStop(FIRST_CHOICE, "2026-11-24T03:02:29.846Z");
    expect(chosen).toMatchObject({ kind: "at", typed: "2026-11-24 03:02:29" });
    expect(pointInput(chosen, true)).toEqual({ pointInTime: { at: "2026-11-24T03:02:29.846Z" } });
  });

  test("that is typed is a time of the past, UTC", () => {
    expect(atTyped(FIRST_CHOICE, "03:02", NOW).at).toBe("2026-11-24T03:02:00.000Z");
    expect(atTyped(FIRST_CHOICE, "23:50", NOW).at).toBe("2026-11-23T23:50:00.000Z");
    for (const typed of ["", "soon", "2026-11-25 03:02"]) {
      const choice = atTyped(FIRST_CHOICE, typed, NOW);
      expect(pointProblem(choice)).toBeDefined();
      expect(pointInput(choice, true)).toEqual({});
    }
  });

  test("says of the sources only what a recovery is asked", () => {
    expect(pointInput(FIRST_CHOICE, true)).toEqual({ pointInTime: "latest" });
    expect(pointInput(FIRST_CHOICE, false)).toEqual({ pointInTime: "latest", isSourceGone: "per-server" });
    expect(pointProblem(FIRST_CHOICE)).toBeUndefined();
  });

  test("names the servers that are launched from something else, and cannot be started from while one is unclear", () => {
    const at = "2026-11-24T03:00:00.000Z";
    const own = new Map<string, OnePoint>([
      ["s-1", { ...FIRST_POINT, kind: "newest-snapshot" }],
      ["s-2", { kind: "at", at, typed: "03:00" }],
    ]);
    const choice = { ...FIRST_CHOICE, own };
    expect(pointInput(choice, true).servers).toEqual([
      { sourceServerId: "s-1", pointInTime: "newest-snapshot" },
      { sourceServerId: "s-2", pointInTime: { at } },
    ]);
    expect(choiceProblem(choice)).toBeUndefined();
    const unclear = new Map<string, OnePoint>([...own, ["s-3", { kind: "at", at: null, typed: "soon" }]]);
    expect(choiceProblem({ ...choice, own: unclear })).toBe("The point in time cannot be read.");
    expect(pointInput({ ...choice, own: unclear }, true).servers).toHaveLength(2);
  });
});

describe("what it means", () => {
  const old = server({ minutesLost: 70, snapshotId: "pit-1" });
  const none = server({ problem: "none-before" });

  test("is told of each server and of all", () => {
    expect([old, server(), server({ lagSeconds: null }), none].map(lossWords)).toEqual([
      "1 h 10 min",
      "20 s",
      "Not known",
      "No snapshot this old",
    ]);
    expect(lossRange([old, server(), none])).toBe("20 s to 1 h 10 min");
    expect(lossRange([old])).toBe("1 h 10 min");
    expect(lossRange([none])).toBeNull();
  });

  test("is measured against the target", () => {
    expect(withinTarget([old, server()], 70)).toEqual({ count: 2, isEvery: true });
    expect(withinTarget([old, server(), none], 69)).toEqual({ count: 1, isEvery: false });
  });

  test("is how far apart the servers are, where that is known", () => {
    const view = { skewSeconds: 140, counts: { onDemand: 0 } } as PointsInTimeView;
    expect(skewWords(view)).toBe("2:20");
    expect(skewWords({ ...view, counts: { ...view.counts, onDemand: 1 } })).toBe("known at the launch");
    expect(skewWords({ ...view, skewSeconds: null })).toBe("not known");
  });

  test("is what is in the way, and what that does to a drill or a recovery", () => {
    const lines = problemLines([none, none, server({ problem: "not-read" }), old], false);
    expect(lines).toEqual([
      { title: "2 servers: no snapshot this old", detail: "A recovery leaves them out and launches the rest." },
    ]);
    expect(problemLines([none], true)[0]?.detail).toContain("refused");
  });

  test("is what an answer about the sources does", () => {
    const servers = [server({ isSourceGone: true }), server()];
    expect(sourceGoneWords("yes", { kind: "latest" }, servers)).toContain("without the 10 min");
    expect(sourceGoneWords("no", { kind: "latest" }, servers)).toContain("waits 10 min");
    expect(sourceGoneWords("per-server", { kind: "latest" }, servers)).toMatch(/^DRS has not seen 1 server/);
    expect(sourceGoneWords("yes", { kind: "at" }, servers)).toContain("retries");
  });
});
