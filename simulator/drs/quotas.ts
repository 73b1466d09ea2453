import { DRS_LIMITS, type Quota } from "../quotas/quota-table.ts";
import type { RegionState } from "../world.ts";
import { quotaExceeded, serverBusy } from "./errors.ts";
import type { Job } from "./records.ts";

/** What a request is refused with when a limit would be passed. */
type Limit = { resourceType: string; quota: Quota };

const { serversPerJob, concurrentJobs, serversInJobs, replicatingServers, sourceServers } = DRS_LIMITS;
const { launchActions, launchTemplates } = DRS_LIMITS;

const SERVERS_PER_JOB: Limit = { resourceType: "Job", quota: serversPerJob };
const CONCURRENT_JOBS: Limit = { resourceType: "Job", quota: concurrentJobs };
const SERVERS_IN_JOBS: Limit = { resourceType: "Job", quota: serversInJobs };
const REPLICATING_SERVERS: Limit = { resourceType: "SourceServer", quota: replicatingServers };
const SOURCE_SERVERS: Limit = { resourceType: "SourceServer", quota: sourceServers };
const LAUNCH_ACTIONS: Limit = { resourceType: "LaunchAction", quota: launchActions };
const LAUNCH_TEMPLATES: Limit = { resourceType: "LaunchConfigurationTemplate", quota: launchTemplates };

/** Throws ServiceQuotaExceededException or ConflictException when a job over these servers may not start now. */
export function requireRoomForJob(here: RegionState, sourceServerIds: readonly string[]): void {
  requireAtMost(SERVERS_PER_JOB, sourceServerIds.length, "Source Servers in a job");
  const active = activeJobs(here);
  requireNotIn(active, sourceServerIds);
  requireAtMost(CONCURRENT_JOBS, active.length + 1, "jobs in progress");
  requireAtMost(SERVERS_IN_JOBS, serversIn(active) + sourceServerIds.length, "Source Servers in all jobs");
}

/** Throws ConflictException when a job is processing the server. */
export function requireIdle(here: RegionState, sourceServerId: string): void {
  requireNotIn(activeJobs(here), [sourceServerId]);
}

/** Throws ServiceQuotaExceededException when no further server may replicate. */
export function requireRoomToReplicate(here: RegionState): void {
  const isReplicating = (state: string) => state !== "STOPPED" && state !== "DISCONNECTED";
  const replicating = [...here.drs.sourceServers.values()].filter((each) => isReplicating(each.replication.state));
  requireAtMost(REPLICATING_SERVERS, replicating.length + 1, "replicating Source Servers");
}

/** Throws ServiceQuotaExceededException when no further source server may be added. */
export function requireRoomForServer(here: RegionState): void {
  requireAtMost(SOURCE_SERVERS, here.drs.sourceServers.size + 1, "Source Servers");
}

/** Throws ServiceQuotaExceededException when a server or template may not have that many launch actions. */
export function requireRoomForActions(count: number): void {
  requireAtMost(LAUNCH_ACTIONS, count, "launch actions for a resource");
}

/** Throws ServiceQuotaExceededException when the Region has its launch configuration template. */
export function requireRoomForLaunchTemplate(here: RegionState): void {
  requireAtMost(LAUNCH_TEMPLATES, here.drs.launchConfigurationTemplates.size + 1, "Launch Configuration Templates");
}

function requireAtMost({ resourceType, quota }: Limit, count: number, what: string): void {
  const { quotaCode, value } = quota;
  if (count > value) throw quotaExceeded({ resourceType, quotaCode }, `The number of ${what} can be at most ${value}.`);
}

function requireNotIn(jobs: Job[], sourceServerIds: readonly string[]): void {
  const busy = new Set(jobs.flatMap((job) => job.participants.map((each) => each.sourceServerId)));
  const held = sourceServerIds.find((id) => busy.has(id));
  if (held) throw serverBusy(held);
}

/** How many jobs of one server each DRS would still start. */
export function jobsLeft(here: RegionState): number {
  const active = activeJobs(here);
  return Math.max(0, Math.min(concurrentJobs.value - active.length, serversInJobs.value - serversIn(active)));
}

function serversIn(jobs: readonly Job[]): number {
  return jobs.reduce((sum, job) => sum + job.participants.length, 0);
}

/** Jobs of any type that have not completed. */
function activeJobs(here: RegionState): Job[] {
  return [...here.drs.jobs.values()].filter((job) => job.status !== "COMPLETED");
}
