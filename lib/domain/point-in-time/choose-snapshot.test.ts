import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  chooseSnapshots,
  type ChosenSnapshot,
  newestAtOrBefore,
  type PointInTime,
  type ServerPointInTime,
  type ServerSnapshots,
  type SnapshotChoice,
} from "./choose-snapshot.ts";
import { before, NOW, server, snapshot, someMoment, someServers, someSnapshots } from "./testing/snapshots.ts";

function choice(pointInTime: PointInTime, fields: Partial<SnapshotChoice> = {}): SnapshotChoice {
  return { pointInTime, overrides: new Map(), sourceGone: "NO", now: NOW, incidentAt: null, ...fields };
}

function one(of: ServerSnapshots, how: SnapshotChoice): ChosenSnapshot | undefined {
  return chooseSnapshots([of], how).servers[0];
}

const LATEST: PointInTime = { kind: "LATEST" };
const NEWEST: PointInTime = { kind: "NEWEST_SNAPSHOT" };
const WEB = server("web", snapshot("b", 70), snapshot("c", 10), snapshot("a", 130));

describe("the snapshot of a server", () => {
  test("is taken by DRS for the latest state", () => {
    const nothing = { key: "web", snapshotId: null, at: null, minutesLost: null, problem: null };
    expect(one(WEB, choice(LATEST))).toEqual(nothing);
    expect(one(server("web"), choice(LATEST))).toEqual(nothing);
  });

  test("is its newest one", () => {
    expect(one(WEB, choice(NEWEST))).toEqual({
      key: "web",
      snapshotId: "pit-c",
      at: before(10),
      minutesLost: 10,
      problem: null,
    });
  });

  test("is the newest that is not younger than asked for", () => {
    expect(one(WEB, choice({ kind: "AT_OR_BEFORE", at: before(69) }))?.snapshotId).toBe("pit-b");
    expect(one(WEB, choice({ kind: "AT_OR_BEFORE", at: before(70) }))?.snapshotId).toBe("pit-b");
    expect(one(WEB, choice({ kind: "AT_OR_BEFORE", at: before(71) }))?.snapshotId).toBe("pit-a");
  });

  test("is none, with the reason", () => {
    expect(one(WEB, choice({ kind: "AT_OR_BEFORE", at: before(131) }))?.problem).toBe("none-before");
    expect(one(server("web"), choice({ kind: "AT_OR_BEFORE", at: NOW }))?.problem).toBe("no-snapshots");
    const named = new Map([["web", { kind: "SNAPSHOT", snapshotId: "pit-x" } as const]]);
    expect(one(WEB, choice(NEWEST, { overrides: named }))?.problem).toBe("expired");
  });

  test("is the one that was named for it", () => {
    const named = new Map([["web", { kind: "SNAPSHOT", snapshotId: "pit-a" } as const]]);
    expect(one(WEB, choice(LATEST, { overrides: named }))).toMatchObject({ snapshotId: "pit-a", minutesLost: 130 });
  });

  test("of two of one moment is always the same", () => {
    const twins = [snapshot("a", 5), snapshot("b", 5)];
    expect(newestAtOrBefore(twins, null)?.id).toBe("pit-b");
    expect(newestAtOrBefore(twins.toReversed(), null)?.id).toBe("pit-b");
  });
});

describe("where the source is gone", () => {
  test("the latest state is the newest snapshot", () => {
    expect(one(WEB, choice(LATEST, { sourceGone: "YES" }))?.snapshotId).toBe("pit-c");
    expect(one(server("web"), choice(LATEST, { sourceGone: "YES" }))?.problem).toBe("no-snapshots");
  });

  test.each([
    [before(5), null],
    [new Date(before(5).getTime() - 1), "pit-c"],
    [null, "pit-c"],
    [before(-1), null],
  ])("server by server, seen at %s: %s", (lastSeenAt, snapshotId) => {
    expect(one({ ...WEB, lastSeenAt }, choice(LATEST, { sourceGone: "PER_SERVER" }))?.snapshotId).toBe(snapshotId);
  });
});

describe("what is lost", () => {
  test("is counted back from the incident, where one was declared", () => {
    expect(one(WEB, choice(NEWEST, { incidentAt: before(3) }))?.minutesLost).toBe(7);
    expect(one(WEB, choice(NEWEST, { incidentAt: before(30) }))?.minutesLost).toBe(0);
  });

  test("is never made smaller", () => {
    const late = { ...WEB, snapshots: [{ id: "pit-a", at: new Date(NOW.getTime() - 61_000) }] };
    expect(one(late, choice(NEWEST))?.minutesLost).toBe(2);
  });
});

test("all servers together: how far apart, how much is lost, what is in the way", () => {
  const db = server("db", snapshot("d", 40), snapshot("e", 100));
  const all = chooseSnapshots([WEB, db, server("new")], choice(NEWEST));
  expect(all).toMatchObject({ skewSeconds: 1800, worstMinutesLost: 40, onDemandCount: 0 });
  expect(all.problems).toEqual([{ key: "new", problem: "no-snapshots" }]);
  expect(chooseSnapshots([WEB, db], choice(LATEST))).toMatchObject({
    skewSeconds: null,
    worstMinutesLost: null,
    onDemandCount: 2,
    problems: [],
  });
});

const somePoint: fc.Arbitrary<PointInTime> = fc.oneof(
  fc.constant(LATEST),
  fc.constant(NEWEST),
  someMoment.map((at) => ({ kind: "AT_OR_BEFORE" as const, at })),
);
const someOverride: fc.Arbitrary<ServerPointInTime> = fc.oneof(
  somePoint,
  fc.nat(9999).map((n) => ({ kind: "SNAPSHOT" as const, snapshotId: `pit-${n}` })),
);
const someChoice: fc.Arbitrary<SnapshotChoice> = fc.record({
  pointInTime: somePoint,
  overrides: fc
    .dictionary(
      fc.nat(8).map((n) => `server-${n}`),
      someOverride,
    )
    .map((all) => new Map(Object.entries(all))),
  sourceGone: fc.constantFrom("YES" as const, "NO" as const, "PER_SERVER" as const),
  now: fc.constant(NOW),
  incidentAt: fc.option(someMoment),
});

test("never a snapshot from after the moment, and always the newest up to it", () => {
  fc.assert(
    fc.property(someServers, someMoment, (servers, at) => {
      const { servers: chosen } = chooseSnapshots(servers, choice({ kind: "AT_OR_BEFORE", at }));
      for (const [place, { snapshots }] of servers.entries()) {
        const old = snapshots.filter((candidate) => candidate.at <= at).map((candidate) => candidate.at.getTime());
        const expected = old.length === 0 ? undefined : Math.max(...old);
        expect(chosen[place]?.at?.getTime()).toBe(expected);
        expect(chosen[place]?.problem).toBe(
          expected !== undefined ? null : snapshots.length === 0 ? "no-snapshots" : "none-before",
        );
      }
    }),
  );
});

test("every server is answered: by one of its snapshots, by a new one, or by a reason", () => {
  fc.assert(
    fc.property(someServers, someChoice, (servers, how) => {
      const all = chooseSnapshots(servers, how);
      expect(all.servers.map(({ key }) => key)).toEqual(servers.map(({ key }) => key));
      for (const [place, chosen] of all.servers.entries()) {
        const own = servers[place]?.snapshots.find(({ id }) => id === chosen.snapshotId);
        expect(chosen.at).toEqual(own?.at ?? null);
        expect(chosen.minutesLost === null).toBe(own === undefined);
        expect(chosen.minutesLost ?? 0).toBeGreaterThanOrEqual(0);
        if (chosen.problem !== null) expect(own).toBeUndefined();
        if (how.sourceGone === "YES") expect(own !== undefined || chosen.problem !== null).toBe(true);
      }
      expect(all.skewSeconds ?? 0).toBeGreaterThanOrEqual(0);
      expect(all.skewSeconds === null).toBe(all.servers.every(({ at }) => at === null));
      expect(all.problems.length + all.onDemandCount + all.servers.filter(({ at }) => at !== null).length).toBe(
        servers.length,
      );
      for (const { minutesLost } of all.servers)
        expect(minutesLost ?? 0).toBeLessThanOrEqual(all.worstMinutesLost ?? 0);
    }),
  );
});

test("the order of servers and snapshots makes no difference", () => {
  fc.assert(
    fc.property(someServers, someChoice, (servers, how) => {
      const mixed = servers.toReversed().map((all) => ({ ...all, snapshots: all.snapshots.toReversed() }));
      const [one, other] = [chooseSnapshots(servers, how), chooseSnapshots(mixed, how)];
      expect({ ...other, servers: other.servers.toReversed(), problems: other.problems.toReversed() }).toEqual(one);
    }),
  );
});

test("an override touches its server only", () => {
  fc.assert(
    fc.property(someServers, someChoice, someOverride, (servers, how, override) => {
      const [first, ...others] = servers;
      if (first === undefined) return;
      const overrides = new Map([...how.overrides, [first.key, override] as const]);
      const changed = chooseSnapshots(servers, { ...how, overrides });
      const unchanged = chooseSnapshots(others, how);
      expect(changed.servers.slice(1)).toEqual(unchanged.servers);
      expect(changed.servers[0]).toEqual(chooseSnapshots([first], { ...how, overrides }).servers[0]);
    }),
  );
});

test("a later moment never gives an older snapshot", () => {
  fc.assert(
    fc.property(someSnapshots, someMoment, someMoment, (snapshots, a, b) => {
      const [early, late] = a <= b ? [a, b] : [b, a];
      const [older, newer] = [newestAtOrBefore(snapshots, early), newestAtOrBefore(snapshots, late)];
      if (older !== null) expect(newer?.at.getTime()).toBeGreaterThanOrEqual(older.at.getTime());
    }),
  );
});
