import type { RegionState } from "../world.ts";
import { quotaExceeded, serverBusy } from "./errors.ts";
import type { Job } from "./records.ts";

type Quota = { resourceType: string; quotaCode: string; value: number };

const SERVERS_PER_JOB: Quota = { resourceType: "Job", quotaCode: "L-B827C881", value: 100 };
const CONCURRENT_JOBS: Quota = { resourceType: "Job", quotaCode: "L-D88FAC3A", value: 20 };
const SERVERS_IN_JOBS: Quota = { resourceType: "Job", quotaCode: "L-05AFA8C6", value: 500 };
const REPLICATING_SERVERS: Quota = { resourceType: "SourceServer", quotaCode: "L-C1D14A2B", value: 300 };
const SOURCE_SERVERS: Quota = { resourceType: "SourceServer", quotaCode: "L-E28BE5E0", value: 4000 };
const LAUNCH_ACTIONS: Quota = { resourceType: "LaunchAction", quotaCode: "L-0588D03B", value: 200 };
const LAUNCH_TEMPLATES: Quota = { resourceType: "LaunchConfigurationTemplate", quotaCode: "L-1F3FAE4D", value: 1 };

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

function requireAtMost(quota: Quota, count: number, what: string): void {
  const { value, ...named } = quota;
  if (count > value) throw quotaExceeded(named, `The number of ${what} can be at most ${value}.`);
}

function requireNotIn(jobs: Job[], sourceServerIds: readonly string[]): void {
  const busy = new Set(jobs.flatMap((job) => job.participants.map((each) => each.sourceServerId)));
  const held = sourceServerIds.find((id) => busy.has(id));
  if (held) throw serverBusy(held);
}

/** How many jobs of one server each DRS would still start. */
export function jobsLeft(here: RegionState): number {
  const active = activeJobs(here);
  return Math.max(0, Math.min(CONCURRENT_JOBS.value - active.length, SERVERS_IN_JOBS.value - serversIn(active)));
}

function serversIn(jobs: readonly Job[]): number {
  return jobs.reduce((sum, job) => sum + job.participants.length, 0);
}

/** Jobs of any type that have not completed. */
function activeJobs(here: RegionState): Job[] {
  return [...here.drs.jobs.values()].filter((job) => job.status !== "COMPLETED");
}
