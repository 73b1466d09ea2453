import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { newestAtOrBefore } from "./choose-snapshot.ts";
import { MAX_STOPS, snapshotScale } from "./snapshot-scale.ts";
import { before, NOW, server, snapshot, someServers } from "./testing/snapshots.ts";

/** What DRS keeps of a server: every 10 minutes of an hour, every hour of a day, every day of `days`. */
function kept(key: string, days: number, lateBySeconds: number): ReturnType<typeof server> {
  const minutes = [
    ...Array.from({ length: 6 }, (_, i) => i * 10),
    ...Array.from({ length: 23 }, (_, i) => (i + 1) * 60),
    ...Array.from({ length: days }, (_, i) => (i + 1) * 1440),
  ];
  return server(key, ...minutes.map((minute) => snapshot(`${key}-${minute}`, minute - lateBySeconds / 60)));
}

describe("the scale of a slider", () => {
  test("has a stop for each moment of all servers, ascending", () => {
    const scale = snapshotScale([server("a", snapshot("1", 10), snapshot("2", 30)), server("b", snapshot("3", 20))]);
    expect(scale.stops).toEqual([
      { at: before(30), serverCount: 1 },
      { at: before(20), serverCount: 2 },
      { at: before(10), serverCount: 2 },
    ]);
    expect(scale.everyServer).toEqual({ from: before(20), to: before(10) });
    expect(scale.mergedWithinSeconds).toBe(60);
  });

  test("has one stop for moments within a minute, at the last of them", () => {
    const close = server("a", snapshot("1", 3), snapshot("2", 2.5), snapshot("3", 2), snapshot("4", 1.5));
    expect(snapshotScale([close]).stops.map(({ at }) => at)).toEqual([before(2), before(1.5)]);
  });

  test("is empty without snapshots, and has no range where a server has none", () => {
    expect(snapshotScale([])).toEqual({ stops: [], everyServer: null, mergedWithinSeconds: 60 });
    expect(snapshotScale([server("a", snapshot("1", 5)), server("b")]).everyServer).toBeNull();
  });

  test("has the few stops that 300 servers with the same policy share", () => {
    const scale = snapshotScale(Array.from({ length: 300 }, (_, i) => kept(`s${i}`, 7, i % 50)));
    expect(scale.stops).toHaveLength(36);
    expect(scale.mergedWithinSeconds).toBe(60);
  });

  test("keeps old stops, and the newest, where a year of days is too much", () => {
    const scale = snapshotScale(Array.from({ length: 40 }, (_, i) => kept(`s${i}`, 365, i * 131)));
    expect(scale.stops.length).toBeLessThanOrEqual(MAX_STOPS);
    expect(scale.stops.length).toBeGreaterThan(MAX_STOPS / 4);
    expect(scale.stops.at(-1)?.at.getTime()).toBeGreaterThanOrEqual(NOW.getTime());
  });
});

test("whatever the snapshots: stops are moments of them, ascending, few, and none is further from one than the span", () => {
  fc.assert(
    fc.property(someServers, (servers) => {
      const { stops, mergedWithinSeconds, everyServer } = snapshotScale(servers);
      const moments = servers.flatMap(({ snapshots }) => snapshots.map(({ at }) => at.getTime()));
      const times = stops.map(({ at }) => at.getTime());
      expect(times.every((time) => moments.includes(time))).toBe(true);
      expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
      expect(times.length).toBeLessThanOrEqual(MAX_STOPS);
      for (const moment of moments) {
        const next = times.find((time) => time >= moment) ?? Number.POSITIVE_INFINITY;
        expect(next - moment).toBeLessThanOrEqual(mergedWithinSeconds * 1000);
      }
      for (const { at, serverCount } of stops) {
        const having = servers.filter(({ snapshots }) => newestAtOrBefore(snapshots, at) !== null).length;
        expect(serverCount).toBe(having);
        if (everyServer !== null) expect(at >= everyServer.from).toBe(having === servers.length);
      }
      const mixed = servers.toReversed().map((one) => ({ snapshots: one.snapshots.toReversed() }));
      expect(snapshotScale(mixed)).toEqual({ stops, mergedWithinSeconds, everyServer });
    }),
  );
});

test("many scattered moments still fit", () => {
  const seconds = fc.uniqueArray(fc.nat(30 * 86_400), { minLength: 400, maxLength: 900 });
  fc.assert(
    fc.property(seconds, (list) => {
      const all = server("a", ...list.map((second) => snapshot(String(second), second / 60)));
      const { stops, mergedWithinSeconds } = snapshotScale([all]);
      expect(stops.length).toBeLessThanOrEqual(MAX_STOPS);
      expect(mergedWithinSeconds).toBeGreaterThan(60);
      expect(stops.at(-1)?.at).toEqual(newestAtOrBefore(all.snapshots, null)?.at);
    }),
    { numRuns: 20 },
  );
});
