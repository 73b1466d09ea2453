import { wallNow } from "../clock.ts";
import type { Replication, ReplicationState } from "../drs/records.ts";
import { fraction } from "../random.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A server whose copy is complete and current. */
export const HEALTHY: Replication = {
  state: "CONTINUOUS",
  lagSeconds: 0,
  stoppedAt: null,
  unseenSince: null,
  initialSyncDone: true,
  progressPercent: 100,
  error: null,
  rawError: null,
  phase: null,
  restart: null,
};

/** What replication looks like in a state right after it got there. */
export function replicationIn(state: ReplicationState): Replication {
  const now = wallNow();
  switch (state) {
    case "CONTINUOUS":
      return HEALTHY;
    case "BACKLOG":
      return { ...HEALTHY, state, lagSeconds: 840 };
    case "CREATING_SNAPSHOT":
      return { ...HEALTHY, state };
    case "RESCAN":
      return { ...HEALTHY, state, lagSeconds: 420, progressPercent: 62 };
    case "PAUSED":
      return { ...HEALTHY, state, stoppedAt: now };
    case "STALLED":
      return { ...HEALTHY, state, stoppedAt: now, unseenSince: now, error: "AGENT_NOT_SEEN" };
    case "INITIAL_SYNC":
      return { ...HEALTHY, state, initialSyncDone: false, progressPercent: 47 };
    case "INITIATING":
      return { ...HEALTHY, state, initialSyncDone: false, progressPercent: 40 };
    case "DISCONNECTED":
      return { ...HEALTHY, state, stoppedAt: now, unseenSince: now };
    case "STOPPED":
      return { ...HEALTHY, state, stoppedAt: now };
  }
}

function since(state: ReplicationState, milliseconds: number, rest: Partial<Replication> = {}): Replication {
  const then = wallNow() - milliseconds;
  const replication = replicationIn(state);
  return {
    ...replication,
    stoppedAt: replication.stoppedAt === null ? null : then,
    unseenSince: replication.unseenSince === null ? null : then,
    ...rest,
  };
}

/** Servers that are not simply CONTINUOUS, by host name. Every replication state occurs, and no tier is lost to them. */
export function seededTroubles(): ReadonlyMap<string, Replication> {
  return new Map([
    ["pay-app-05", since("BACKLOG", 0, { lagSeconds: 1935 })],
    ["pay-edge-04", since("STALLED", 38 * MINUTE, { error: "UNSTABLE_NETWORK", unseenSince: null })],
    ["pay-core-06", since("RESCAN", 0)],
    ["peu-app-04", since("INITIAL_SYNC", 0)],
    ["peu-edge-03", since("INITIATING", 0)],
    ["erp-app-06", since("PAUSED", 3 * HOUR)],
    ["erp-file-02", since("DISCONNECTED", 52 * HOUR)],
    ["erp-file-03", since("STOPPED", 9 * HOUR)],
    ["erp-sap-06", since("BACKLOG", 0, { lagSeconds: 412 })],
    ["erp-web-04", since("CREATING_SNAPSHOT", 0)],
    [
      "shop-web-08",
      since("STALLED", 2 * HOUR, {
        initialSyncDone: false,
        progressPercent: 23,
        error: "NOT_CONVERGING",
        unseenSince: null,
      }),
    ],
    ["shop-app-08", since("STALLED", 6 * HOUR, { rawError: "No communication with the AWS Replication Agent" })],
    ["shop-search-04", since("RESCAN", 0, { lagSeconds: 95, progressPercent: 88 })],
  ]);
}

/** How many of a thousand servers are in each state other than CONTINUOUS. */
const PER_MILLE: [ReplicationState, number][] = [
  ["BACKLOG", 12],
  ["STALLED", 7],
  ["RESCAN", 6],
  ["INITIAL_SYNC", 6],
  ["CREATING_SNAPSHOT", 5],
  ["PAUSED", 3],
  ["DISCONNECTED", 3],
  ["INITIATING", 2],
  ["STOPPED", 1],
];

/** The replication of a server of a big estate: mostly current, a few per cent in trouble, for up to two days. */
export function mixedReplication(seed: number, hostname: string): Replication {
  const severity = fraction("severity", seed, hostname);
  let rest = 1000 * fraction("trouble", seed, hostname);
  for (const [state, share] of PER_MILLE) {
    if (rest < share) return since(state, 10 * MINUTE + 48 * HOUR * severity ** 3, detailsOf(state, severity));
    rest -= share;
  }
  return HEALTHY;
}

/** `severity` is in [0, 1). */
function detailsOf(state: ReplicationState, severity: number): Partial<Replication> {
  if (state === "BACKLOG") return { lagSeconds: Math.round(60 + 3600 * severity ** 2) };
  if (state === "INITIAL_SYNC" || state === "RESCAN") return { progressPercent: Math.floor(100 * severity) };
  return {};
}
