import { z } from "zod";

import { AccountId, Region } from "./regions.ts";
import { PageQuery } from "./paging.ts";

/** How replication of a server stands, in our words. `lib/aws` maps the service's ten states to these. */
export const ReplicationState = z.enum([
  "INITIATING",
  "INITIAL_SYNC",
  "CONTINUOUS",
  "LAGGING",
  "RESCANNING",
  "STALLED",
  "PAUSED",
  "STOPPED",
  "DISCONNECTED",
]);
export type ReplicationState = z.infer<typeof ReplicationState>;

/** An EC2 instance that DRS launched for a server and that still exists. */
export const LiveInstance = z.object({
  recoveryInstanceId: z.string(),
  isDrill: z.boolean(),
  jobId: z.string().nullable(),
  state: z.string(),
});
export type LiveInstance = z.infer<typeof LiveInstance>;

/** Facts about one server as the inventory last saw them. Lag in seconds, null when DRS does not say. */
export type SourceServer = {
  sourceServerId: string;
  accountId: string;
  region: string;
  hostname: string;
  os: string | null;
  osFamily: "LINUX" | "WINDOWS" | "OTHER";
  tags: Record<string, string>;
  ipAddresses: string[];
  replicationState: ReplicationState;
  replicationError: string | null;
  hasSnapshot: boolean;
  lagSeconds: number | null;
  initialSyncPercent: number | null;
  sourceRegion: string | null;
  recommendedInstanceType: string | null;
  lastSeenAt: Date | null;
  activeJobId: string | null;
  liveInstances: LiveInstance[];
  syncedAt: Date;
  /** Set when a later sync no longer found the server. */
  goneAt: Date | null;
};

export const Recoverability = z.enum([
  "READY",
  "READY_LAGGING",
  "READY_RESCANNING",
  "READY_STALLED",
  "READY_PAUSED",
  "IN_A_LAUNCH",
  "INITIAL_SYNC",
  "NO_SNAPSHOT",
  "DISCONNECTED",
  "STOPPED",
  "GONE",
]);
export type Recoverability = z.infer<typeof Recoverability>;

/**
 * Whether DRS could launch this server now, and what to expect.
 * Recoverable: one snapshot exists, neither disconnected nor stopped. A stalled or lagging server *is* recoverable,
 * with the loss it shows (AWS DRS user guide, recovery readiness).
 */
export function recoverabilityOf(server: SourceServer): Recoverability {
  if (server.goneAt !== null) return "GONE";
  switch (server.replicationState) {
    case "DISCONNECTED":
      return "DISCONNECTED";
    case "STOPPED":
      return "STOPPED";
    case "INITIATING":
    case "INITIAL_SYNC":
      return "INITIAL_SYNC";
    case "CONTINUOUS":
    case "LAGGING":
    case "RESCANNING":
    case "STALLED":
    case "PAUSED":
      return replicatingRecoverability(server, server.replicationState);
  }
}

type Replicating = Extract<ReplicationState, "CONTINUOUS" | "LAGGING" | "RESCANNING" | "STALLED" | "PAUSED">;

const READY: Record<Replicating, Recoverability> = {
  CONTINUOUS: "READY",
  LAGGING: "READY_LAGGING",
  RESCANNING: "READY_RESCANNING",
  STALLED: "READY_STALLED",
  PAUSED: "READY_PAUSED",
};

function replicatingRecoverability(server: SourceServer, state: Replicating): Recoverability {
  if (!server.hasSnapshot) return "NO_SNAPSHOT";
  if (server.activeJobId !== null) return "IN_A_LAUNCH";
  return READY[state];
}

/** A server in a running job could be launched, only not this minute: Launch waits for its turn. */
export function isRecoverable(recoverability: Recoverability): boolean {
  switch (recoverability) {
    case "READY":
    case "READY_LAGGING":
    case "READY_RESCANNING":
    case "READY_STALLED":
    case "READY_PAUSED":
    case "IN_A_LAUNCH":
      return true;
    case "INITIAL_SYNC":
    case "NO_SNAPSHOT":
    case "DISCONNECTED":
    case "STOPPED":
    case "GONE":
      return false;
  }
}

const WHY_NOT: Record<
  Extract<Recoverability, "INITIAL_SYNC" | "NO_SNAPSHOT" | "DISCONNECTED" | "STOPPED" | "GONE">,
  string
> = {
  INITIAL_SYNC: "its initial sync has not finished, so no snapshot exists yet",
  NO_SNAPSHOT: "it has no recovery snapshot",
  DISCONNECTED: "it is disconnected from DRS and its snapshots are deleted",
  STOPPED: "its replication is stopped and its snapshots are deleted",
  GONE: "DRS no longer knows it",
};

/** Why a server cannot be launched, as half a sentence; null when it can. */
export function notRecoverableReason(server: SourceServer): string | null {
  const recoverability = recoverabilityOf(server);
  return recoverability in WHY_NOT ? WHY_NOT[recoverability as keyof typeof WHY_NOT] : null;
}

/** The recovery instance that a new launch of this server would destroy, if there is one. */
export function liveRecoveryInstance(server: SourceServer): LiveInstance | null {
  return server.liveInstances.find((instance) => !instance.isDrill) ?? null;
}

export const SourceServerView = z.object({
  sourceServerId: z.string(),
  accountId: z.string(),
  accountName: z.string(),
  region: z.string(),
  hostname: z.string(),
  os: z.string().nullable(),
  osFamily: z.enum(["LINUX", "WINDOWS", "OTHER"]),
  tags: z.record(z.string(), z.string()),
  ipAddresses: z.array(z.string()),
  replicationState: ReplicationState,
  replicationError: z.string().nullable(),
  recoverable: z.boolean(),
  recoverability: Recoverability,
  lagSeconds: z.number().nullable(),
  initialSyncPercent: z.number().nullable(),
  sourceRegion: z.string().nullable(),
  recommendedInstanceType: z.string().nullable(),
  lastSeenAt: z.iso.datetime().nullable(),
  syncedAt: z.iso.datetime(),
  activeJobId: z.string().nullable(),
  liveInstances: z.array(LiveInstance),
  protectionGroup: z.object({ id: z.string(), name: z.string() }).nullable(),
});
export type SourceServerView = z.infer<typeof SourceServerView>;

const Flag = z.enum(["true", "false"]).transform((flag) => flag === "true");

export const SourceServerQuery = PageQuery.extend({
  accountId: AccountId.optional(),
  region: Region.optional(),
  search: z.string().trim().max(200).optional(),
  assigned: Flag.optional(),
  state: ReplicationState.optional(),
  recoverable: Flag.optional(),
}).strict();
export type SourceServerQuery = z.infer<typeof SourceServerQuery>;

/** Totals of the whole inventory under the same place filters, for the chips above the list. */
export const SourceServerCounts = z.object({
  total: z.number(),
  notRecoverable: z.number(),
  unassigned: z.number(),
  inventoryAt: z.iso.datetime().nullable(),
});
export type SourceServerCounts = z.infer<typeof SourceServerCounts>;
