import type { ServerCounts } from "./execution.ts";
import type { ServerStatus } from "./execution-status.ts";

/** `cameTo`: what a terminated server was when its instance went; null while it has not. */
export type CountedServer = { status: ServerStatus; cameTo: ServerStatus | null };

const COUNTED_AS: Record<ServerStatus, Exclude<keyof ServerCounts, "total">> = {
  PENDING: "toGo",
  QUEUED: "toGo",
  LAUNCHING: "launching",
  LAUNCHED: "launched",
  HEALTHY: "healthy",
  UNHEALTHY: "failed",
  FAILED: "failed",
  SKIPPED: "skipped",
  TERMINATED: "launched",
};

/** What came of a server. Terminating its instance makes a success no failure, and a failure no success. */
export function resultOf({ status, cameTo }: CountedServer): ServerStatus {
  return cameTo ?? status;
}

/** Servers by what came of them; a row may stand for many. */
export function countServers(rows: readonly (CountedServer & { count?: number })[]): ServerCounts {
  const counts = { total: 0, healthy: 0, launched: 0, launching: 0, failed: 0, toGo: 0, skipped: 0 };
  for (const { count = 1, ...row } of rows) {
    counts.total += count;
    counts[COUNTED_AS[resultOf(row)]] += count;
  }
  return counts;
}
