import fc from "fast-check";
import { expect, test } from "vitest";

import { DEFAULT_LIMITS, inQueueOrder, packQueue, type QueuedServer } from "./launch-queue.ts";

const NOTHING = { jobs: 0, servers: 0 };

function waiting(count: number, facts: Partial<QueuedServer> = {}): QueuedServer[] {
  return Array.from({ length: count }, (_, index) => ({
    executionId: "a",
    waveNumber: 1,
    sourceServerId: `s-${String(index).padStart(17, "0")}`,
    type: "DRILL",
    queuedAt: new Date(0),
    ...facts,
  }));
}

function sizes(queue: readonly QueuedServer[], inFlight = NOTHING): number[] {
  return packQueue(queue, { limits: DEFAULT_LIMITS, inFlight }).map((launch) => launch.servers.length);
}

test("a wave above 100 servers is split evenly into as few jobs as possible", () => {
  expect(sizes(waiting(100))).toEqual([100]);
  expect(sizes(waiting(101))).toEqual([50, 51]);
  expect(sizes(waiting(250))).toEqual([83, 83, 84]);
});

test("a job is of one wave only", () => {
  expect(sizes([...waiting(2), ...waiting(3, { waveNumber: 2 })])).toEqual([2, 3]);
});

test("what others run leaves less: 20 jobs, 500 servers", () => {
  expect(sizes(waiting(500), { jobs: 19, servers: 19 })).toEqual([100]);
  expect(sizes(waiting(500), { jobs: 5, servers: 450 })).toEqual([50]);
  expect(sizes(waiting(10), { jobs: 20, servers: 20 })).toEqual([]);
  expect(sizes(waiting(10), { jobs: 25, servers: 700 })).toEqual([]);
});

test("a recovery is served before every drill, however long that one has waited", () => {
  const drill = waiting(500, { executionId: "drill", queuedAt: new Date(0) });
  const recovery = waiting(300, { executionId: "recovery", type: "RECOVERY", queuedAt: new Date(9) });
  const launches = packQueue([...drill, ...recovery], { limits: DEFAULT_LIMITS, inFlight: NOTHING });
  expect(launches.map(({ executionId, servers }) => [executionId, servers.length])).toEqual([
    ["recovery", 100],
    ["recovery", 100],
    ["recovery", 100],
    ["drill", 100],
    ["drill", 100],
  ]);
});

const server = fc.record<QueuedServer>({
  executionId: fc.constantFrom("a", "b", "c"),
  waveNumber: fc.integer({ min: 1, max: 4 }),
  sourceServerId: fc.integer({ min: 0, max: 5000 }).map((n) => `s-${String(n).padStart(17, "0")}`),
  type: fc.constantFrom("DRILL", "RECOVERY"),
  queuedAt: fc.integer({ min: 0, max: 5 }).map((n) => new Date(n)),
});
const queue = fc.uniqueArray(server, { maxLength: 700, selector: (one) => one.sourceServerId });
const quota = fc.record({
  limits: fc.record({
    maxJobs: fc.integer({ min: 1, max: 25 }),
    maxServersPerJob: fc.integer({ min: 1, max: 100 }),
    maxServersInFlight: fc.integer({ min: 1, max: 500 }),
  }),
  inFlight: fc.record({ jobs: fc.integer({ min: 0, max: 30 }), servers: fc.integer({ min: 0, max: 600 }) }),
});

test("no quota is ever exceeded and no server launched twice", () => {
  fc.assert(
    fc.property(queue, quota, (all, { limits, inFlight }) => {
      const launches = packQueue(all, { limits, inFlight });
      const servers = launches.flatMap((launch) => launch.servers);
      expect(new Set(servers).size).toBe(servers.length);
      if (launches.length > 0) expect(inFlight.jobs + launches.length).toBeLessThanOrEqual(limits.maxJobs);
      if (servers.length > 0) expect(inFlight.servers + servers.length).toBeLessThanOrEqual(limits.maxServersInFlight);
      for (const launch of launches) {
        expect(launch.servers.length).toBeGreaterThan(0);
        expect(launch.servers.length).toBeLessThanOrEqual(limits.maxServersPerJob);
        expect(new Set(launch.servers.map((one) => `${one.executionId} ${one.waveNumber}`)).size).toBe(1);
      }
    }),
  );
});

test("while there is room somebody is served, and no drill before a recovery that could have been", () => {
  fc.assert(
    fc.property(queue, quota, (all, { limits, inFlight }) => {
      const launches = packQueue(all, { limits, inFlight });
      const hasRoom = inFlight.jobs < limits.maxJobs && inFlight.servers < limits.maxServersInFlight;
      expect(launches.length > 0).toBe(hasRoom && all.length > 0);
      const served = new Set(launches.flatMap((launch) => launch.servers));
      const isDrillServed = [...served].some((one) => one.type === "DRILL");
      if (isDrillServed) {
        expect(all.filter((one) => one.type === "RECOVERY").every((one) => served.has(one))).toBe(true);
      }
    }),
  );
});

test("the same queue is packed the same way, in whatever order it comes", () => {
  fc.assert(
    fc.property(queue, quota, (all, load) => {
      expect(packQueue([...all].reverse(), load)).toEqual(packQueue(all, load));
      expect(inQueueOrder([...all].reverse())).toEqual(inQueueOrder(all));
    }),
  );
});
