import type { Family } from "#components/ui/family.ts";
import { formatPeriod } from "#components/ui/format.ts";
import type { Recoverability, SourceServerView } from "#lib/domain/source-server.ts";

export type Explanation = { family: Family; title: string; meaning: string };

type Server = Pick<
  SourceServerView,
  "recoverability" | "replicationError" | "lagSeconds" | "initialSyncPercent" | "activeJobId" | "protectionGroup"
>;

/** What DRS's reasons mean and what helps (AWS DRS user guide, data replication errors). */
const CAUSES: Record<string, string> = {
  AGENT_NOT_SEEN:
    "The agent on the server has not been heard of. Look whether the server runs and reaches AWS on port 443.",
  NOT_CONVERGING: "The server writes faster than its replication server takes. Give it a larger replication instance.",
  UNSTABLE_NETWORK: "The connection to the replication server breaks again and again. Look at the network on TCP 1500.",
  SNAPSHOTS_FAILURE: "DRS cannot take snapshots. Look at its IAM rights and at the snapshot quota of the account.",
  FAILED_TO_PAIR_REPLICATION_SERVER_WITH_AGENT:
    "Agent and replication server do not find each other. Look at the network on TCP 1500.",
  FAILED_TO_LAUNCH_REPLICATION_SERVER:
    "DRS cannot launch a replication server. Look at the instance quota and the staging subnet.",
};

/** A sentence on DRS's reason; null for one that is not known here. */
export function explainCause(code: string): string | null {
  return CAUSES[code] ?? null;
}

function lossNow(lagSeconds: number | null): string {
  if (lagSeconds === null) return "DRS does not say how much a launch now would lose.";
  if (lagSeconds === 0) return "A launch now loses nothing that DRS knows of.";
  return `A launch now loses the last ${formatPeriod(lagSeconds)}.`;
}

/** What the server's state means to somebody who may have to launch it tonight. */
export function explainServer(server: Server): Explanation {
  const loss = lossNow(server.lagSeconds);
  switch (server.recoverability) {
    case "READY":
      return { family: "ok", title: "Ready to launch", meaning: `Replication keeps up. ${loss}` };
    case "READY_LAGGING":
      return { family: "attn", title: "Ready, replication lags", meaning: `It can be launched. ${loss}` };
    case "READY_RESCANNING":
      return {
        family: "attn",
        title: "Ready, disks are being read again",
        meaning: `It can be launched from its last snapshot. DRS compares every block and the loss grows until that ends. ${loss}`,
      };
    case "READY_STALLED":
      return {
        family: "attn",
        title: "Ready, replication has stalled",
        meaning: `It can be launched, but nothing new arrives until the cause is gone. ${loss}`,
      };
    case "READY_PAUSED":
      return {
        family: "attn",
        title: "Ready, replication is paused",
        meaning: `It can be launched from its last snapshot. Somebody paused it in DRS; resume it there. ${loss}`,
      };
    case "IN_A_LAUNCH":
      return {
        family: "run",
        title: "In a launch",
        meaning: `DRS job ${server.activeJobId ?? ""} works on this server. Another launch waits until that job has ended.`,
      };
    case "INITIAL_SYNC":
    case "NO_SNAPSHOT":
    case "DISCONNECTED":
    case "STOPPED":
    case "GONE":
      return explainUnrecoverable(server, server.recoverability);
  }
}

type Unrecoverable = Extract<Recoverability, "INITIAL_SYNC" | "NO_SNAPSHOT" | "DISCONNECTED" | "STOPPED" | "GONE">;

function explainUnrecoverable(server: Server, recoverability: Unrecoverable): Explanation {
  const percent = server.initialSyncPercent === null ? "" : `, ${Math.floor(server.initialSyncPercent)} %`;
  const group = server.protectionGroup?.name;
  switch (recoverability) {
    case "INITIAL_SYNC":
      return {
        family: "run",
        title: `Initial sync${percent}`,
        meaning: "It cannot be launched yet: the first snapshot is taken when the sync has finished.",
      };
    case "NO_SNAPSHOT":
      return {
        family: "bad",
        title: "No recovery snapshot",
        meaning: "It cannot be launched: DRS holds nothing to launch it from.",
      };
    case "STOPPED":
      return {
        family: "bad",
        title: "Replication is stopped",
        meaning:
          "It cannot be launched: its snapshots were deleted. Start replication in DRS; a new initial sync follows.",
      };
    case "GONE":
      return {
        family: "idle",
        title: "DRS no longer knows this server",
        meaning:
          group === undefined
            ? "It was deleted in DRS."
            : `It was deleted in DRS and cannot be launched. Take it out of the group ${group}.`,
      };
    case "DISCONNECTED":
      return {
        family: "bad",
        title: "Disconnected from DRS",
        meaning: "It cannot be launched: its snapshots were deleted. Install the agent again to protect it.",
      };
  }
}
