import type { Replication } from "../drs/records.ts";

type Change = (replication: Replication, now: number) => Replication;

/** The agent is not heard of any more; the copy stays as it is. */
export const becomeUnreachable: Change = (replication, now) =>
  isReplicating(replication)
    ? {
        ...replication,
        state: "STALLED",
        error: "AGENT_NOT_SEEN",
        rawError: null,
        stoppedAt: replication.stoppedAt ?? now,
        unseenSince: replication.unseenSince ?? now,
      }
    : replication;

/** The agent reports, but data is no longer copied. */
export function becomeStalled(error: string): Change {
  return (replication, now) =>
    isReplicating(replication)
      ? { ...replication, state: "STALLED", error, rawError: null, stoppedAt: replication.stoppedAt ?? now }
      : replication;
}

/** Changes arrive faster than they are copied: the copy stands still and its lag grows. */
export const fallBehind: Change = (replication, now) =>
  replication.initialSyncDone && replication.stoppedAt === null
    ? { ...replication, state: "BACKLOG", stoppedAt: now }
    : replication;

/** Nothing can get worse for a server that is stopped or disconnected. */
function isReplicating({ state }: Replication): boolean {
  return state !== "STOPPED" && state !== "DISCONNECTED";
}
