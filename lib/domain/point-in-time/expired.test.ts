import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { replaceExpired } from "./expired.ts";
import { before, snapshot, someMoment, someSnapshots } from "./testing/snapshots.ts";

const CHOSEN = snapshot("chosen", 100);
const HOUR = { mayBeOlderByMinutes: 60 };

describe("a chosen snapshot at its launch", () => {
  test("is used while it is kept", () => {
    expect(replaceExpired(CHOSEN, [snapshot("a", 90), CHOSEN], { mayBeOlderByMinutes: 0 })).toEqual({
      kind: "keep",
      snapshot: CHOSEN,
    });
  });

  test("is replaced by the nearest older one, never by a younger one", () => {
    const kept = [snapshot("young", 99), snapshot("far", 159), snapshot("near", 120)];
    expect(replaceExpired(CHOSEN, kept, HOUR)).toEqual({ kind: "replace", snapshot: kept[2], minutesOlder: 20 });
  });

  test.each([
    [160, 60, "replace"],
    [160.01, 60, "fail"],
    [100, 0, "fail"],
    [100, 1, "replace"],
  ])("%s minutes ago, %s minutes allowed: %s", (minutesAgo, mayBeOlderByMinutes, kind) => {
    expect(replaceExpired(CHOSEN, [snapshot("other", minutesAgo)], { mayBeOlderByMinutes }).kind).toBe(kind);
  });

  test("fails with what is left, the nearest first in words", () => {
    const kept = [snapshot("a", 10), snapshot("b", 400), snapshot("c", 500), snapshot("d", 600)];
    const decision = replaceExpired(CHOSEN, kept, HOUR);
    expect(decision).toEqual({
      kind: "fail",
      left: kept,
      message:
        "Snapshot pit-chosen of 2026-11-02T10:20:00.000Z is not kept any more. Left are, the nearest first: " +
        "pit-a of 2026-11-02T11:50:00.000Z, pit-b of 2026-11-02T05:20:00.000Z, pit-c of 2026-11-02T03:40:00.000Z " +
        "and 1 more.",
    });
    expect(replaceExpired(CHOSEN, [], HOUR)).toMatchObject({
      kind: "fail",
      left: [],
      message: `Snapshot pit-chosen of ${before(100).toISOString()} is not kept any more, and the server has no other.`,
    });
  });
});

test("a replacement is older, within the policy, and nothing between it and the choice is kept", () => {
  fc.assert(
    fc.property(someSnapshots, someMoment, fc.nat(20_000), (kept, at, mayBeOlderByMinutes) => {
      const chosen = { id: "pit-gone", at };
      const decision = replaceExpired(chosen, kept, { mayBeOlderByMinutes });
      const older = kept.filter((one) => one.at <= at);
      if (decision.kind === "replace") {
        const { at: when } = decision.snapshot;
        expect(older.some((one) => one.at > when)).toBe(false);
        expect(at.getTime() - when.getTime()).toBeLessThanOrEqual(mayBeOlderByMinutes * 60_000);
        expect(decision.minutesOlder).toBeGreaterThanOrEqual(0);
      } else {
        expect(decision.kind).toBe("fail");
        const inReach = older.filter((one) => at.getTime() - one.at.getTime() <= mayBeOlderByMinutes * 60_000);
        expect(mayBeOlderByMinutes === 0 || inReach.length === 0).toBe(true);
        if (decision.kind === "fail")
          expect(decision.left.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual(
            kept.toSorted((a, b) => a.id.localeCompare(b.id)),
          );
      }
      expect(replaceExpired(chosen, kept.toReversed(), { mayBeOlderByMinutes })).toEqual(decision);
    }),
  );
});
