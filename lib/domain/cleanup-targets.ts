import { type DrsRecoveryInstance, isInstanceAlive } from "./drs-job.ts";
import type { ExecutionType } from "./execution-status.ts";
import { type InFlight, type LaunchLimits, spread } from "./launch-queue.ts";

/** What is an execution's own in one account and Region, and which of its servers others have now. */
export type CleanupScope = {
  type: ExecutionType;
  /** The DRS jobs that this execution started. */
  jobIds: ReadonlySet<string>;
  /** Servers that another execution holds, which may be about to replace their instance. */
  heldServerIds: ReadonlySet<string>;
};

export type CleanupTargets<T> = {
  /** May be terminated now. */
  free: T[];
  /** The execution's own too, but left alone while another execution has the server. */
  held: T[];
};

/**
 * Which of these instances a clean-up may terminate: alive, started by a job of the same execution, and of its kind, so
 * that a drill never ends a recovery. Everybody else's instances are in neither list.
 */
export function cleanupTargets<T extends DrsRecoveryInstance>(
  instances: readonly T[],
  scope: CleanupScope,
): CleanupTargets<T> {
  const own = instances.filter((instance) => isInstanceAlive(instance) && isOwn(instance, scope));
  return {
    free: own.filter(({ sourceServerId }) => !scope.heldServerIds.has(sourceServerId)),
    held: own.filter(({ sourceServerId }) => scope.heldServerIds.has(sourceServerId)),
  };
}

function isOwn({ jobId, isDrill }: DrsRecoveryInstance, { type, jobIds }: CleanupScope): boolean {
  return jobId !== null && jobIds.has(jobId) && isDrill === (type === "DRILL");
}

/** TerminateRecoveryInstances calls that the quotas of a place allow now; what does not fit waits for room. */
export function terminationBatches<T>(
  instances: readonly T[],
  quota: { limits: LaunchLimits; inFlight: InFlight },
): T[][] {
  const { limits, inFlight } = quota;
  const jobs = Math.max(0, limits.maxJobs - inFlight.jobs);
  const servers = Math.max(0, limits.maxServersInFlight - inFlight.servers);
  const count = Math.min(instances.length, servers, jobs * limits.maxServersPerJob);
  return spread(instances.slice(0, count), limits.maxServersPerJob);
}
