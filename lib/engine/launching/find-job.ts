import { listJobsSince } from "#lib/aws/drs-jobs.ts";
import type { Launch } from "#lib/db/launches.ts";
import { type DrsJob, JOB_TAGS } from "#lib/domain/drs-job.ts";

import type { Engine } from "../engine.ts";
import { placeOf } from "../place.ts";
import { listRecentJobs } from "./discover.ts";

/** Our clock and AWS's may differ by this much before a job counts as older than the request. */
const CLOCK_SLACK_MS = 15 * 60_000;

export type FoundJob = {
  job: DrsJob | null;
  /** Servers of the launch that are in a running job, with that job's id. */
  busy: Map<string, string>;
};

/**
 * Looks in AWS for the job that a call may have started. Every job of ours carries the tag of its launch from its start;
 * the same servers in another job are somebody else's.
 */
export async function findJob(engine: Engine, launch: Launch): Promise<FoundJob> {
  const since = new Date(launch.requestedAt.getTime() - CLOCK_SLACK_MS);
  const jobs = await listJobsSince(engine.aws, await placeOf(engine.context.db, launch), since);
  const job = jobs.find(({ tags }) => tags[JOB_TAGS.launch] === launch.id) ?? null;
  return { job, busy: busyServers(launch, jobs) };
}

/** Servers of the launch that DRS has in a job now, whoever started it, with that job's id. */
export async function findBusyServers(engine: Engine, launch: Launch): Promise<Map<string, string>> {
  return busyServers(launch, await listRecentJobs(engine, launch, engine.context.now()));
}

function busyServers(launch: Launch, jobs: readonly DrsJob[]): Map<string, string> {
  const wanted = new Set(launch.serverIds);
  const active = jobs.filter((job) => job.status !== "COMPLETED");
  return new Map(
    active.flatMap((job) =>
      job.servers.flatMap(({ sourceServerId }) =>
        wanted.has(sourceServerId) ? [[sourceServerId, job.jobId] as const] : [],
      ),
    ),
  );
}
