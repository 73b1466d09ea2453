import type { LiveInstance, SourceServer, SourceServerView } from "../source-server.ts";

/** A healthy Linux server, unless told otherwise. */
export function sourceServer(facts: Partial<SourceServer> = {}): SourceServer {
  return {
    sourceServerId: "s-3c1f5a9b7e2d4068f",
    accountId: "123456789012",
    region: "us-east-1",
    hostname: "web-1",
    os: "Ubuntu 24.04",
    osFamily: "LINUX",
    tags: {},
    ipAddresses: ["10.0.0.4"],
    replicationState: "CONTINUOUS",
    replicationError: null,
    hasSnapshot: true,
    lagSeconds: 0,
    initialSyncPercent: null,
    sourceRegion: "eu-west-1",
    recommendedInstanceType: "m7i.large",
    lastSeenAt: new Date("2026-10-01T12:00:00Z"),
    activeJobId: null,
    liveInstances: [],
    syncedAt: new Date("2026-10-01T12:00:00Z"),
    goneAt: null,
    ...facts,
  };
}

export function liveInstance(facts: Partial<LiveInstance> = {}): LiveInstance {
  return { recoveryInstanceId: "i-0a1b2c3d4e5f60718", isDrill: true, jobId: null, state: "RUNNING", ...facts };
}

/** The same server as the API shows it: ready, in no group. Its id is made of its name. */
export function sourceServerView(hostname: string, facts: Partial<SourceServerView> = {}): SourceServerView {
  return {
    sourceServerId: `s-${hostname}`,
    accountId: "111122223333",
    accountName: "payments-prod",
    region: "us-west-2",
    hostname,
    os: null,
    osFamily: "LINUX",
    tags: {},
    ipAddresses: [],
    replicationState: "CONTINUOUS",
    replicationError: null,
    recoverable: true,
    recoverability: "READY",
    lagSeconds: 0,
    initialSyncPercent: null,
    sourceRegion: null,
    recommendedInstanceType: null,
    lastSeenAt: null,
    syncedAt: "2026-11-24T03:00:00Z",
    activeJobId: null,
    liveInstances: [],
    protectionGroup: null,
    ...facts,
  };
}
