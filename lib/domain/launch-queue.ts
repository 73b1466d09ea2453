import type { ExecutionType } from "./execution-status.ts";

/** Quotas of AWS DRS for an account and Region: L-D88FAC3A, L-B827C881, L-05AFA8C6. */
export const DEFAULT_LIMITS: LaunchLimits = { maxJobs: 20, maxServersPerJob: 100, maxServersInFlight: 500 };

export type LaunchLimits = { maxJobs: number; maxServersPerJob: number; maxServersInFlight: number };

/** What is under way in an account and Region, whoever started it and of whatever kind. */
export type InFlight = { jobs: number; servers: number };

export type QueuedServer = {
  executionId: string;
  waveNumber: number;
  sourceServerId: string;
  type: ExecutionType;
  queuedAt: Date;
};

/** One StartRecovery call: servers of one wave of one execution. */
export type PackedLaunch<T> = { executionId: string; waveNumber: number; servers: T[] };

/** The order in which an account and Region serves: a recovery always before a drill, then who waits longest. */
export function inQueueOrder<T extends QueuedServer>(queue: readonly T[]): T[] {
  return [...queue].sort(
    (a, b) =>
      rankOf(a.type) - rankOf(b.type) ||
      a.queuedAt.getTime() - b.queuedAt.getTime() ||
      compareText(a.executionId, b.executionId) ||
      a.waveNumber - b.waveNumber ||
      compareText(a.sourceServerId, b.sourceServerId),
  );
}

/**
 * What of a queue may be launched now, in its order: one wave a call, as few calls as the quotas allow, their servers
 * spread evenly. The same queue and the same load are always packed the same way.
 */
export function packQueue<T extends QueuedServer>(
  queue: readonly T[],
  quota: { limits: LaunchLimits; inFlight: InFlight },
): PackedLaunch<T>[] {
  const { limits, inFlight } = quota;
  let freeJobs = Math.max(0, limits.maxJobs - inFlight.jobs);
  let freeServers = Math.max(0, limits.maxServersInFlight - inFlight.servers);
  const waves = Map.groupBy(
    inQueueOrder(queue),
    (server) => `${server.type} ${server.executionId} ${server.waveNumber}`,
  );
  const launches: PackedLaunch<T>[] = [];
  for (const waiting of waves.values()) {
    const count = Math.min(waiting.length, freeServers, freeJobs * limits.maxServersPerJob);
    for (const servers of spread(waiting.slice(0, count), limits.maxServersPerJob)) {
      const [first] = servers;
      if (first === undefined) continue;
      launches.push({ executionId: first.executionId, waveNumber: first.waveNumber, servers });
      freeJobs -= 1;
      freeServers -= servers.length;
    }
  }
  return launches;
}

/** As few calls as `most` allows, their members spread evenly. */
export function spread<T>(servers: readonly T[], most: number): T[][] {
  const calls = Math.ceil(servers.length / most);
  const startOf = (call: number) => Math.floor((call * servers.length) / calls);
  return Array.from({ length: calls }, (_, call) => servers.slice(startOf(call), startOf(call + 1)));
}

function rankOf(type: ExecutionType): number {
  return type === "RECOVERY" ? 0 : 1;
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
