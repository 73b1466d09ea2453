import { toStamp } from "../stamps.ts";
import type { SourceServer } from "./records.ts";

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

/** How far the set-up of replication got; servers that share a replication server skip the steps that make one. */
export function initiationOf(server: SourceServer): Record<string, unknown> {
  const isInitiating = server.replication.state === "INITIATING";
  const reached = isInitiating ? Math.floor((server.replication.progressPercent / 100) * STEPS.length) : STEPS.length;
  return {
    startDateTime: toStamp(server.addedAt),
    ...(isInitiating && { nextAttemptDateTime: toStamp(server.addedAt + 600_000) }),
    steps: STEPS.map((name, index) => ({ name, status: statusOf(index, reached) })),
  };
}

function statusOf(index: number, reached: number): string {
  if (index === reached) return "IN_PROGRESS";
  if (index > reached) return "NOT_STARTED";
  return index >= 1 && index <= 5 && reached === STEPS.length ? "SKIPPED" : "SUCCEEDED";
}
