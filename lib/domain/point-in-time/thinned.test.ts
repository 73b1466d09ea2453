import fc from "fast-check";
import { expect, test } from "vitest";

import { newestAtOrBefore } from "./choose-snapshot.ts";
import { before, snapshot, someSnapshots } from "./testing/snapshots.ts";
import { thinned } from "./thinned.ts";

test("few are all kept, the newest first", () => {
  const kept = [snapshot("a", 30), snapshot("b", 10), snapshot("c", 20)];
  expect(thinned(kept).map(({ id }) => id)).toEqual(["pit-b", "pit-c", "pit-a"]);
});

test("of many the newest half stays, and the oldest", () => {
  const many = Array.from({ length: 1000 }, (_, n) => snapshot(String(n), n));
  const kept = thinned(many, 100);
  expect(kept).toHaveLength(100);
  expect(kept.slice(0, 50)).toEqual(many.slice(0, 50));
  expect(kept.at(-1)?.at).toEqual(before(999));
});

test("whatever there is: never more, in order, and what is the newest or the oldest stays so", () => {
  fc.assert(
    fc.property(someSnapshots, fc.integer({ min: 2, max: 12 }), (snapshots, most) => {
      const kept = thinned(snapshots, most);
      const times = kept.map(({ at }) => at.getTime());
      expect(kept.length).toBe(Math.min(most, snapshots.length));
      expect(new Set(kept.map(({ id }) => id)).size).toBe(kept.length);
      expect(times).toEqual([...times].sort((a, b) => b - a));
      expect(kept[0]?.at).toEqual(newestAtOrBefore(snapshots, null)?.at);
      const oldest = snapshots.reduce((least, { at }) => Math.min(least, at.getTime()), Infinity);
      if (kept.length > 0) expect(times.at(-1)).toBe(oldest);
    }),
  );
});
