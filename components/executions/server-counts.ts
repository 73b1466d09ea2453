import type { ServerStatus } from "#lib/domain/execution-status.ts";
import type { ExecutionServerView, ServerCounts } from "#lib/domain/execution.ts";

type Bucket = Exclude<keyof ServerCounts, "total">;

const BUCKET: Record<ServerStatus, Bucket> = {
  PENDING: "toGo",
  QUEUED: "toGo",
  LAUNCHING: "launching",
  LAUNCHED: "launched",
  HEALTHY: "healthy",
  UNHEALTHY: "failed",
  FAILED: "failed",
  SKIPPED: "skipped",
  TERMINATED: "healthy",
};

/** How far the servers of one wave are, counted as the whole execution is. */
export function countServers(servers: readonly Pick<ExecutionServerView, "status" | "healthyAt">[]): ServerCounts {
  const counts = { total: servers.length, healthy: 0, launched: 0, launching: 0, failed: 0, toGo: 0, skipped: 0 };
  for (const server of servers) counts[hasNeverBeenHealthy(server) ? "failed" : BUCKET[server.status]] += 1;
  return counts;
}

/** Terminated without ever having been healthy: its clean-up does not make it a success. */
export function hasNeverBeenHealthy({ status, healthyAt }: Pick<ExecutionServerView, "status" | "healthyAt">): boolean {
  return status === "TERMINATED" && healthyAt === null;
}

/** Problems first, then what runs, then what is done, then what has not begun. */
const RANK: Record<ServerStatus, number> = {
  FAILED: 0,
  UNHEALTHY: 1,
  LAUNCHING: 2,
  LAUNCHED: 3,
  QUEUED: 4,
  HEALTHY: 5,
  PENDING: 6,
  SKIPPED: 7,
  TERMINATED: 8,
};

export function worstFirstByWave<T extends { status: ServerStatus; hostname: string; wave: number }>(
  servers: readonly T[],
): T[] {
  return servers.toSorted(
    (a, b) => RANK[a.status] - RANK[b.status] || a.wave - b.wave || a.hostname.localeCompare(b.hostname),
  );
}

export function worstFirst<T extends { status: ServerStatus; hostname: string }>(servers: readonly T[]): T[] {
  return servers.toSorted((a, b) => RANK[a.status] - RANK[b.status] || a.hostname.localeCompare(b.hostname));
}
