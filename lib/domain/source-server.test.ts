import { describe, expect, test } from "vitest";

import {
  isRecoverable,
  liveRecoveryInstance,
  notRecoverableReason,
  Recoverability,
  recoverabilityOf,
  ReplicationState,
  type SourceServer,
  SourceServerQuery,
} from "./source-server.ts";
import { liveInstance, sourceServer } from "./testing/source-server.ts";

const JOB = "drsjob-3c1f5a9b7e2d4068f";

test.each<[ReplicationState, Recoverability]>([
  ["CONTINUOUS", "READY"],
  ["LAGGING", "READY_LAGGING"],
  ["RESCANNING", "READY_RESCANNING"],
  ["STALLED", "READY_STALLED"],
  ["PAUSED", "READY_PAUSED"],
])("%s with a snapshot is %s, unless a job has the server", (replicationState, recoverability) => {
  expect(recoverabilityOf(sourceServer({ replicationState }))).toBe(recoverability);
  expect(recoverabilityOf(sourceServer({ replicationState, activeJobId: JOB }))).toBe("IN_A_LAUNCH");
  expect(recoverabilityOf(sourceServer({ replicationState, hasSnapshot: false }))).toBe("NO_SNAPSHOT");
  expect(recoverabilityOf(sourceServer({ replicationState, hasSnapshot: false, activeJobId: JOB }))).toBe(
    "NO_SNAPSHOT",
  );
});

test.each<[ReplicationState, Recoverability]>([
  ["INITIATING", "INITIAL_SYNC"],
  ["INITIAL_SYNC", "INITIAL_SYNC"],
  ["STOPPED", "STOPPED"],
  ["DISCONNECTED", "DISCONNECTED"],
])("%s is %s, whatever snapshot or job is still remembered", (replicationState, recoverability) => {
  for (const hasSnapshot of [true, false]) {
    for (const activeJobId of [null, JOB]) {
      const server = sourceServer({ replicationState, hasSnapshot, activeJobId });
      expect(recoverabilityOf(server)).toBe(recoverability);
    }
  }
});

test.each(ReplicationState.options)(
  "a server that DRS no longer lists is gone, whatever it was: %s",
  (replicationState) => {
    const server = sourceServer({ replicationState, goneAt: new Date("2026-10-01T12:00:00Z") });
    expect(recoverabilityOf(server)).toBe("GONE");
    expect(notRecoverableReason(server)).toBe("DRS no longer knows it");
  },
);

describe("recoverable", () => {
  test.each<[string, Partial<SourceServer>, boolean]>([
    ["replicates without lag", {}, true],
    ["lags by a day", { replicationState: "LAGGING", lagSeconds: 86_400 }, true],
    ["is stalled but was once in sync", { replicationState: "STALLED", lagSeconds: 86_400 }, true],
    ["is stalled in its first sync", { replicationState: "STALLED", hasSnapshot: false }, false],
    ["is in its first sync", { replicationState: "INITIAL_SYNC", hasSnapshot: false, initialSyncPercent: 99 }, false],
    ["is in somebody's job: Launch waits for its turn", { activeJobId: JOB }, true],
    ["says no lag", { lagSeconds: null }, true],
    ["was not seen for a day", { lastSeenAt: new Date("2026-09-30T12:00:00Z") }, true],
    ["is disconnected", { replicationState: "DISCONNECTED" }, false],
    ["is stopped", { replicationState: "STOPPED" }, false],
  ])("a server that %s: %#", (_what, facts, expected) => {
    const server = sourceServer(facts);
    expect(isRecoverable(recoverabilityOf(server))).toBe(expected);
    expect(notRecoverableReason(server) === null).toBe(expected);
  });

  test.each(Recoverability.options)("%s is recoverable only where something can be launched", (recoverability) => {
    expect(isRecoverable(recoverability)).toBe(recoverability.startsWith("READY") || recoverability === "IN_A_LAUNCH");
  });
});

describe("the instance that a new launch would destroy", () => {
  test("is a live recovery, also when drills stand beside it", () => {
    const recovery = liveInstance({ isDrill: false, recoveryInstanceId: "i-0f0f0f0f0f0f0f0f0" });
    expect(liveRecoveryInstance(sourceServer({ liveInstances: [liveInstance(), recovery] }))).toBe(recovery);
  });

  test("is never a drill", () => {
    expect(liveRecoveryInstance(sourceServer({ liveInstances: [liveInstance()] }))).toBeNull();
    expect(liveRecoveryInstance(sourceServer())).toBeNull();
  });
});

describe("a query of the inventory", () => {
  test("reads flags and numbers from text", () => {
    const query = SourceServerQuery.parse({ limit: "200", assigned: "false", recoverable: "true", search: " web " });
    expect(query).toEqual({ limit: 200, assigned: false, recoverable: true, search: "web" });
  });

  test.each([
    { limit: "0" },
    { limit: "201" },
    { limit: "1.5" },
    { limit: "many" },
    { assigned: "yes" },
    { region: "eu-nowhere-1" },
    { accountId: "12345" },
    { state: "READY_FOR_RECOVERY" },
    { search: "x".repeat(201) },
    { cursor: "x".repeat(501) },
    { colour: "red" },
  ])("refuses %j", (query) => {
    expect(SourceServerQuery.safeParse(query).success).toBe(false);
  });
});
