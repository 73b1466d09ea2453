import { describe, expect, test } from "vitest";

import { PointInTimeInput } from "./choice.ts";
import { chooseLaunch } from "./choose-launch.ts";
import { launchSnapshot, needsSnapshots } from "./launch-snapshot.ts";
import type { SnapshotReading } from "./reading.ts";
import { before, NOW, snapshot } from "./testing/snapshots.ts";

const KEPT = [snapshot("a", 10), snapshot("b", 70), snapshot("c", 130)];
const READ: SnapshotReading = { snapshots: KEPT, readAt: NOW, error: null };

function at(minutes: number) {
  return { at: before(minutes).toISOString(), mayBeOlderByMinutes: 60 };
}

describe("what is chosen at a start", () => {
  test("is open for the latest data and the newest snapshot", () => {
    expect(chooseLaunch("latest", null).pointInTime).toEqual({ kind: "LATEST" });
    expect(chooseLaunch("newest-snapshot", READ).pointInTime).toEqual({ kind: "NEWEST_SNAPSHOT" });
  });

  test("is fixed for a moment: the newest snapshot up to it", () => {
    expect(chooseLaunch(at(69), READ)).toEqual({
      pointInTime: {
        kind: "SNAPSHOT",
        snapshotId: "pit-b",
        at: before(70).toISOString(),
        askedAt: before(69).toISOString(),
        mayBeOlderByMinutes: 60,
      },
      problem: null,
    });
  });

  test.each([
    ["was not read", null],
    ["could not be read", { snapshots: null, readAt: null, error: "Not allowed" }],
    ["was read before the moment", { ...READ, readAt: before(70) }],
  ])("is left to the launch where the server %s", (_why, reading) => {
    const open = { kind: "AT_OR_BEFORE", at: before(69).toISOString() };
    expect(chooseLaunch(at(69), reading)).toEqual({ pointInTime: open, problem: null });
  });

  test("is a problem where every snapshot is younger, or the named one is not there or not known", () => {
    expect(chooseLaunch(at(131), READ).problem).toContain("no snapshot at or before");
    const named = { snapshotId: "pit-x", mayBeOlderByMinutes: 0 };
    expect(chooseLaunch(named, READ).problem).toContain("not among its snapshots");
    expect(chooseLaunch(named, null).problem).toContain("not read yet");
    expect(chooseLaunch({ ...named, snapshotId: "pit-c" }, READ)).toMatchObject({
      pointInTime: { snapshotId: "pit-c", askedAt: null, mayBeOlderByMinutes: 0 },
      problem: null,
    });
  });
});

describe("what the call of a launch names", () => {
  const chosen = chooseLaunch(at(69), READ).pointInTime;

  test("is nothing for the latest data, unless the source is gone", () => {
    expect(needsSnapshots({ kind: "LATEST" }, false)).toBe(false);
    expect(launchSnapshot({ kind: "LATEST" }, KEPT, false)).toEqual({ kind: "new" });
    expect(needsSnapshots({ kind: "LATEST" }, true)).toBe(true);
    expect(launchSnapshot({ kind: "LATEST" }, KEPT, true)).toMatchObject({ kind: "use", snapshot: { id: "pit-a" } });
    expect(launchSnapshot({ kind: "LATEST" }, [], true)).toEqual({ kind: "new" });
  });

  test("is the newest snapshot, or that of the moment, or a failure that says what there is", () => {
    expect(launchSnapshot({ kind: "NEWEST_SNAPSHOT" }, KEPT, false)).toMatchObject({ snapshot: { id: "pit-a" } });
    expect(launchSnapshot({ kind: "NEWEST_SNAPSHOT" }, [], false)).toMatchObject({ kind: "fail" });
    const open = (minutes: number) => ({ kind: "AT_OR_BEFORE" as const, at: before(minutes).toISOString() });
    expect(launchSnapshot(open(100), KEPT, false)).toMatchObject({ snapshot: { id: "pit-c" }, replaces: null });
    const failure = launchSnapshot(open(200), KEPT, false);
    expect(failure).toMatchObject({ kind: "fail", message: expect.stringContaining("The oldest, pit-c") as string });
    expect(launchSnapshot(open(200), [], false)).toMatchObject({ kind: "fail" });
  });

  test("is the chosen one, the next older one where it expired, or a failure", () => {
    expect(launchSnapshot(chosen, KEPT, false)).toMatchObject({ snapshot: { id: "pit-b" }, replaces: null });
    const expired = [snapshot("a", 10), snapshot("c", 130)];
    expect(launchSnapshot(chosen, expired, false)).toMatchObject({
      snapshot: { id: "pit-c" },
      replaces: { snapshot: { id: "pit-b" }, minutesOlder: 60 },
    });
    expect(launchSnapshot(chosen, [snapshot("a", 10)], false)).toMatchObject({
      kind: "fail",
      message: expect.stringContaining("pit-b") as string,
    });
  });
});

test("a moment needs its zone, and nothing else may be said", () => {
  expect(PointInTimeInput.parse({ at: "2026-11-02T12:00:00Z" })).toEqual({
    at: "2026-11-02T12:00:00Z",
    mayBeOlderByMinutes: 60,
  });
  for (const wrong of ["earlier", { at: "2026-11-02T12:00:00" }, { at: "2026-11-02T12:00:00Z", of: "web" }, {}]) {
    expect(PointInTimeInput.safeParse(wrong).success).toBe(false);
  }
});
