import type { RegionState } from "../world.ts";
import { quotaExceeded, serverBusy } from "./errors.ts";
import type { Job } from "./records.ts";

const SERVERS_PER_JOB = { code: "L-B827C881", value: 100 };
const CONCURRENT_JOBS = { code: "L-D88FAC3A", value: 20 };
const SERVERS_IN_JOBS = { code: "L-05AFA8C6", value: 500 };

/** Throws ServiceQuotaExceededException or ConflictException when a job over these servers may not start now. */
export function requireRoomForJob(here: RegionState, sourceServerIds: readonly string[]): void {
  if (sourceServerIds.length > SERVERS_PER_JOB.value) {
    throw quotaExceeded(SERVERS_PER_JOB.code, `A job can have at most ${SERVERS_PER_JOB.value} Source Servers.`);
  }
  const active = activeJobs(here);
  const busy = new Set(active.flatMap((job) => job.participants.map((each) => each.sourceServerId)));
  const held = sourceServerIds.find((id) => busy.has(id));
  if (held) throw serverBusy(held);
  if (active.length >= CONCURRENT_JOBS.value) {
    throw quotaExceeded(CONCURRENT_JOBS.code, `At most ${CONCURRENT_JOBS.value} jobs can be in progress.`);
  }
  if (serversIn(active) + sourceServerIds.length > SERVERS_IN_JOBS.value) {
    throw quotaExceeded(SERVERS_IN_JOBS.code, `At most ${SERVERS_IN_JOBS.value} Source Servers can be in all jobs.`);
  }
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
