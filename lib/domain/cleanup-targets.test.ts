import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { cleanupTargets, terminationBatches } from "./cleanup-targets.ts";
import type { DrsRecoveryInstance } from "./drs-job.ts";
import type { ExecutionType } from "./execution-status.ts";
import { DEFAULT_LIMITS } from "./launch-queue.ts";

const ALIVE = ["PENDING", "RUNNING", "STOPPING", "STOPPED"];
const GONE = ["SHUTTING-DOWN", "TERMINATED", "NOT_FOUND"];

function instance(facts: Partial<DrsRecoveryInstance> = {}): DrsRecoveryInstance {
  const recoveryInstance = { recoveryInstanceId: "i-1", sourceServerId: "s-1", jobId: "own", isDrill: true };
  return { ...recoveryInstance, state: "RUNNING", dataAt: null, ...facts };
}

function scope(type: ExecutionType = "DRILL", held: string[] = []) {
  return { type, jobIds: new Set(["own"]), heldServerIds: new Set(held) };
}

describe("a clean-up may terminate", () => {
  test.each(ALIVE)("an instance of its own job that is %s", (state) => {
    expect(cleanupTargets([instance({ state })], scope()).free).toHaveLength(1);
  });

  test.each([
    ["that somebody else launched", instance({ jobId: "other" }), scope()],
    ["of which DRS does not say which job launched it", instance({ jobId: null }), scope()],
    ["that is a recovery, when it cleans up a drill", instance({ isDrill: false }), scope()],
    ["that is a drill, when it cleans up a recovery", instance(), scope("RECOVERY")],
    ...GONE.map((state) => [`that is ${state}`, instance({ state }), scope()] as const),
  ] as const)("no instance %s", (_what, other, own) => {
    expect(cleanupTargets([other], own)).toEqual({ free: [], held: [] });
  });

  test("no instance whose server another execution has now, and says that it waits", () => {
    expect(cleanupTargets([instance()], scope("DRILL", ["s-1"]))).toEqual({ free: [], held: [instance()] });
  });
});

const jobIds = fc.constantFrom("own", "own too", "somebody else's", "another execution's", null);
const instances = fc.array(
  fc.record({
    recoveryInstanceId: fc.uuid(),
    sourceServerId: fc.constantFrom("s-1", "s-2", "s-3", "s-4"),
    jobId: jobIds,
    isDrill: fc.boolean(),
    state: fc.constantFrom(...ALIVE, ...GONE),
    dataAt: fc.constant(null),
  }),
);

test("whatever lives: never a foreign instance, never one of the other kind, never one that another execution holds", () => {
  const types = fc.constantFrom<ExecutionType>("DRILL", "RECOVERY");
  fc.assert(
    fc.property(instances, types, fc.subarray(["s-1", "s-2"]), (all, type, held) => {
      const own = { type, jobIds: new Set(["own", "own too"]), heldServerIds: new Set(held) };
      const { free, held: left } = cleanupTargets(all, own);
      for (const { jobId, isDrill, state } of [...free, ...left]) {
        expect(["own", "own too"]).toContain(jobId);
        expect(isDrill).toBe(type === "DRILL");
        expect(ALIVE).toContain(state);
      }
      for (const { sourceServerId } of free) expect(held).not.toContain(sourceServerId);
      for (const { sourceServerId } of left) expect(held).toContain(sourceServerId);
    }),
  );
});

describe("terminations are packed", () => {
  const many = Array.from({ length: 250 }, (_, index) => index);

  test("into as few calls as DRS takes, evenly", () => {
    const batches = terminationBatches(many, { limits: DEFAULT_LIMITS, inFlight: { jobs: 0, servers: 0 } });
    expect(batches.map((batch) => batch.length)).toEqual([83, 83, 84]);
  });

  test("into what is free of the quotas, and never into more", () => {
    const counts = fc.nat(700);
    fc.assert(
      fc.property(counts, fc.nat(25), counts, (wanted, jobs, servers) => {
        const waiting = Array.from({ length: wanted }, (_, index) => index);
        const batches = terminationBatches(waiting, { limits: DEFAULT_LIMITS, inFlight: { jobs, servers } });
        expect(batches.length).toBeLessThanOrEqual(Math.max(0, 20 - jobs));
        expect(batches.flat().length).toBeLessThanOrEqual(Math.max(0, 500 - servers));
        expect(new Set(batches.flat()).size).toBe(batches.flat().length);
        for (const batch of batches) expect(batch.length).toBeLessThanOrEqual(100);
      }),
    );
  });
});
