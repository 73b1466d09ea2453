import { toStamp } from "../stamps.ts";
import { fixedView } from "./fixed-view.ts";
import type { Replication, SourceServer } from "./records.ts";
import { progressAt } from "./replication-phases.ts";

type Step = { name: string; status: string };

const STEPS = [
  "WAIT",
  "CREATE_SECURITY_GROUP",
  "LAUNCH_REPLICATION_SERVER",
  "BOOT_REPLICATION_SERVER",
  "AUTHENTICATE_WITH_SERVICE",
  "DOWNLOAD_REPLICATION_SOFTWARE",
  "CREATE_STAGING_DISKS",
  "ATTACH_STAGING_DISKS",
  "PAIR_REPLICATION_SERVER_WITH_AGENT",
  "CONNECT_AGENT_TO_REPLICATION_SERVER",
  "START_DATA_TRANSFER",
] as const;

const FAILBACK_CLIENT_STEPS = [
  "LINK_FAILBACK_CLIENT_WITH_RECOVERY_INSTANCE",
  "COMPLETE_VOLUME_MAPPING",
  "ESTABLISH_RECOVERY_INSTANCE_COMMUNICATION",
  "DOWNLOAD_REPLICATION_SOFTWARE_TO_FAILBACK_CLIENT",
  "CONFIGURE_REPLICATION_SOFTWARE",
  "PAIR_AGENT_WITH_REPLICATION_SOFTWARE",
  "ESTABLISH_AGENT_REPLICATOR_SOFTWARE_COMMUNICATION",
] as const;

/** Servers that share a replication server skip the steps that make one. */
const ALL_DONE = STEPS.map((name, index) => ({ name, status: index >= 1 && index <= 5 ? "SKIPPED" : "SUCCEEDED" }));

/** How far the set-up of a server's replication got; `at` is in simulated milliseconds. */
export function initiationOf(server: SourceServer, at: number): Record<string, unknown> {
  const { replication, addedAt } = server;
  const { initiatedAt: startedAt } = replication.restart ?? { initiatedAt: addedAt };
  const startDateTime = replication.restart ? toStamp(startedAt) : fixedView(server).addedToService;
  if (replication.state !== "INITIATING") return { startDateTime, steps: ALL_DONE };
  return {
    startDateTime,
    nextAttemptDateTime: toStamp(startedAt + 600_000),
    steps: stepsOf(STEPS, replication, at),
  };
}

/** How far a failback client got with its own set-up; `at` is in simulated milliseconds. */
export function failbackClientSteps(replication: Replication, at: number): Step[] {
  return stepsOf(FAILBACK_CLIENT_STEPS, replication, at);
}

function stepsOf(names: readonly string[], replication: Replication, at: number): Step[] {
  const share = replication.state === "INITIATING" ? progressAt(replication, at) / 100 : 1;
  const reached = Math.floor(share * names.length);
  return names.map((name, index) => {
    if (index === reached) return { name, status: "IN_PROGRESS" };
    return { name, status: index < reached ? "SUCCEEDED" : "NOT_STARTED" };
  });
}
