import type { SourceServer as DrsSourceServer } from "@aws-sdk/client-drs";
import { describe, expect, test } from "vitest";

import { type Recoverability, recoverabilityOf } from "#lib/domain/source-server.ts";
import { recoveryInstance } from "#lib/domain/testing/drs-job.ts";

import { needsSnapshotLookup, toSourceServer } from "./source-server-mapping.ts";

type DrsState = NonNullable<NonNullable<DrsSourceServer["dataReplicationInfo"]>["dataReplicationState"]>;

const AT = new Date("2026-10-01T12:00:00Z");
const ID = "s-3c1f5a9b7e2d4068f";

function map(server: DrsSourceServer, hasSnapshot = false) {
  return toSourceServer(server, { accountId: "123456789012", region: "us-east-1", at: AT, instances: [], hasSnapshot });
}

function inState(dataReplicationState: DrsState): DrsSourceServer {
  return { sourceServerID: ID, dataReplicationInfo: { dataReplicationState } };
}

test("everything that the inventory keeps of a server is read", () => {
  const server: DrsSourceServer = {
    sourceServerID: ID,
    tags: { Name: "web-1", Tier: "web" },
    dataReplicationInfo: {
      dataReplicationState: "STALLED",
      lagDuration: "P2DT1H32M12.136909S",
      dataReplicationError: { error: "AGENT_NOT_SEEN", rawError: "no heartbeat" },
    },
    lifeCycle: {
      lastSeenByServiceDateTime: "2026-09-29T10:27:48.846723+00:00",
      lastLaunch: { initiated: { jobID: "drsjob-3c1f5a9b7e2d4068f" }, status: "IN_PROGRESS" },
    },
    sourceProperties: {
      identificationHints: { hostname: "web-1", fqdn: "web-1.example.com" },
      os: { fullString: "Microsoft Windows Server 2022 Datacenter" },
      networkInterfaces: [{ ips: ["10.0.0.4", "10.0.0.5"] }, {}, { ips: ["192.168.0.4"] }],
      recommendedInstanceType: "m7i.large",
    },
    sourceCloudProperties: { originRegion: "eu-west-1" },
  };
  const instances = [recoveryInstance({ isDrill: false })];
  const around = { accountId: "123456789012", region: "us-east-1", at: AT, instances, hasSnapshot: true };
  expect(toSourceServer(server, around)).toEqual({
    sourceServerId: ID,
    accountId: "123456789012",
    region: "us-east-1",
    hostname: "web-1",
    os: "Microsoft Windows Server 2022 Datacenter",
    osFamily: "WINDOWS",
    tags: { Name: "web-1", Tier: "web" },
    ipAddresses: ["10.0.0.4", "10.0.0.5", "192.168.0.4"],
    replicationState: "STALLED",
    replicationError: "AGENT_NOT_SEEN",
    hasSnapshot: true,
    lagSeconds: 178_332,
    initialSyncPercent: null,
    sourceRegion: "eu-west-1",
    recommendedInstanceType: "m7i.large",
    lastSeenAt: new Date("2026-09-29T10:27:48.846Z"),
    activeJobId: "drsjob-3c1f5a9b7e2d4068f",
    liveInstances: [
      {
        recoveryInstanceId: "i-0a1b2c3d4e5f60718",
        isDrill: false,
        jobId: "drsjob-3c1f5a9b7e2d4068f",
        state: "RUNNING",
      },
    ],
    syncedAt: AT,
    goneAt: null,
  });
});

test("a server of which DRS says nothing yet is being set up, and nothing is made up about it", () => {
  expect(map({ sourceServerID: ID })).toMatchObject({
    hostname: ID,
    os: null,
    osFamily: "OTHER",
    tags: {},
    ipAddresses: [],
    replicationState: "INITIATING",
    hasSnapshot: false,
    lagSeconds: null,
    initialSyncPercent: null,
    lastSeenAt: null,
    activeJobId: null,
  });
});

describe("what a state of DRS means", () => {
  test.each<[DrsState, Recoverability]>([
    ["STOPPED", "STOPPED"],
    ["INITIATING", "INITIAL_SYNC"],
    ["INITIAL_SYNC", "INITIAL_SYNC"],
    ["BACKLOG", "READY_LAGGING"],
    ["CONTINUOUS", "READY"],
    ["DISCONNECTED", "DISCONNECTED"],
  ])("%s is %s without looking snapshots up", (state, recoverability) => {
    expect(needsSnapshotLookup(inState(state))).toBe(false);
    expect(recoverabilityOf(map(inState(state)))).toBe(recoverability);
  });

  test.each<[DrsState, Recoverability]>([
    ["CREATING_SNAPSHOT", "READY"],
    ["PAUSED", "READY_PAUSED"],
    ["RESCAN", "READY_RESCANNING"],
    ["STALLED", "READY_STALLED"],
  ])("%s is %s only when a snapshot was found", (state, recoverability) => {
    expect(needsSnapshotLookup(inState(state))).toBe(true);
    expect(recoverabilityOf(map(inState(state), true))).toBe(recoverability);
    expect(recoverabilityOf(map(inState(state), false))).toBe("NO_SNAPSHOT");
  });
});

describe("the job that has a server", () => {
  const initiated = { jobID: "drsjob-3c1f5a9b7e2d4068f" };

  test.each(["PENDING", "IN_PROGRESS"] as const)("is its last launch while that is %s", (status) => {
    expect(map({ lifeCycle: { lastLaunch: { initiated, status } } }).activeJobId).toBe(initiated.jobID);
  });

  test.each(["LAUNCHED", "FAILED", "TERMINATED"] as const)("is none when its last launch is %s", (status) => {
    expect(map({ lifeCycle: { lastLaunch: { initiated, status } } }).activeJobId).toBeNull();
  });

  test("is none when it was never launched", () => {
    expect(map({ lifeCycle: { lastLaunch: { initiated: {} } } }).activeJobId).toBeNull();
  });
});

describe("the first sync", () => {
  function percentOf(...disks: { totalStorageBytes?: number; replicatedStorageBytes?: number }[]): number | null {
    const replicatedDisks = disks.map((disk, index) => ({ deviceName: `/dev/sd${index}`, ...disk }));
    return map({ dataReplicationInfo: { dataReplicationState: "INITIAL_SYNC", replicatedDisks } }).initialSyncPercent;
  }

  test("is counted over all disks, and is whole only when it is", () => {
    expect(percentOf({ totalStorageBytes: 100, replicatedStorageBytes: 50 }, { totalStorageBytes: 300 })).toBe(12);
    expect(percentOf({ totalStorageBytes: 1000, replicatedStorageBytes: 999 })).toBe(99);
    expect(percentOf({ totalStorageBytes: 1000, replicatedStorageBytes: 1000 })).toBe(100);
  });

  test("is at its beginning while no disk is known", () => {
    expect(percentOf()).toBe(0);
  });
});

test.each([
  ["Microsoft Windows Server 2019", "WINDOWS"],
  ["Ubuntu 24.04.1 LTS", "LINUX"],
  ["Red Hat Enterprise Linux 9.4", "LINUX"],
  ["Linux version 5.10.0-amzn", "LINUX"],
  ["SUSE Linux Enterprise Server 15", "LINUX"],
  ["Solaris 11", "OTHER"],
])("%s is of the family %s", (fullString, family) => {
  expect(map({ sourceProperties: { os: { fullString } } }).osFamily).toBe(family);
});

test.each([
  [{ hostname: "web-1", fqdn: "web-1.example.com" }, "web-1"],
  [{ fqdn: "web-1.example.com" }, "web-1.example.com"],
  [{}, ID],
])("a server is called by what is known of it: %j", (identificationHints, hostname) => {
  expect(map({ sourceServerID: ID, sourceProperties: { identificationHints } }).hostname).toBe(hostname);
});
