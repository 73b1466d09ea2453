import fc from "fast-check";
import { expect, test } from "vitest";

import { MAX_SERVERS_PER_JOB, packLaunches } from "./launch-packing.ts";
import { accountRegionKey } from "./regions.ts";

type Server = { accountId: string; region: string; sourceServerId: string };

function serversIn(region: string, count: number, accountId = "123456789012"): Server[] {
  return Array.from({ length: count }, (_, index) => {
    return { accountId, region, sourceServerId: `s-${String(index).padStart(17, "0")}` };
  });
}

const keyOf = (server: Server): string => `${accountRegionKey(server)}/${server.sourceServerId}`;

/** How many servers stand in each of three places. */
const fleetSizes = fc.tuple(fc.nat(450), fc.nat(250), fc.nat(3));

function fleetOf([first, second, third]: readonly [number, number, number]): Server[] {
  return [
    ...serversIn("us-east-1", first),
    ...serversIn("eu-west-1", second),
    ...serversIn("eu-west-1", third, "999999999999"),
  ];
}

test("nothing to launch makes no call", () => {
  expect(packLaunches([])).toEqual([]);
});

test.each([
  [1, [1]],
  [100, [100]],
  [101, [51, 50]],
  [200, [100, 100]],
  [202, [67, 67, 68]],
  [1001, [91, 91, 91, 91, 91, 91, 91, 91, 91, 91, 91]],
])("%i servers of one place are divided as evenly as can be", (count, sizes) => {
  const packed = packLaunches(serversIn("us-east-1", count)).map((launch) => launch.servers.length);
  expect(packed.sort()).toEqual([...sizes].sort());
});

test("a call has at most 100 servers, all of one account and Region", () => {
  fc.assert(
    fc.property(fleetSizes, (sizes) => {
      for (const { place, servers } of packLaunches(fleetOf(sizes))) {
        expect(servers.length).toBeGreaterThan(0);
        expect(servers.length).toBeLessThanOrEqual(MAX_SERVERS_PER_JOB);
        expect(servers.every((server) => accountRegionKey(server) === accountRegionKey(place))).toBe(true);
      }
    }),
  );
});

test("every server is in exactly one call", () => {
  fc.assert(
    fc.property(fleetSizes, (sizes) => {
      const servers = fleetOf(sizes);
      const packed = packLaunches(servers).flatMap((launch) => launch.servers.map(keyOf));
      expect(packed.sort()).toEqual(servers.map(keyOf).sort());
    }),
  );
});

test("a place has no more calls than it needs, and none has two servers more than another", () => {
  fc.assert(
    fc.property(fleetSizes, (fleet) => {
      const calls = Map.groupBy(packLaunches(fleetOf(fleet)), (launch) => accountRegionKey(launch.place));
      for (const launches of calls.values()) {
        const sizes = launches.map((launch) => launch.servers.length);
        const total = sizes.reduce((sum, size) => sum + size, 0);
        expect(sizes).toHaveLength(Math.ceil(total / MAX_SERVERS_PER_JOB));
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test("the same servers are divided the same way in whatever order they come", () => {
  const prime = 1009;
  fc.assert(
    fc.property(fleetSizes, fc.integer({ min: 1, max: prime - 1 }), (sizes, stride) => {
      const servers = fleetOf(sizes);
      const mixed = servers
        .map((server, index) => ({ server, place: (index * stride) % prime }))
        .sort((a, b) => a.place - b.place)
        .map(({ server }) => server);
      expect(packLaunches(mixed)).toEqual(packLaunches(servers));
    }),
  );
});
