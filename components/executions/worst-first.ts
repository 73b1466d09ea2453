import type { ServerStatus } from "#lib/domain/execution-status.ts";

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
