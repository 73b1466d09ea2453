import { lastLaunchesOf } from "#lib/aws/drs-inventory.ts";
import { listJobsSince } from "#lib/aws/drs-jobs.ts";
import { type Launch, listKnownJobIds } from "#lib/db/launches.ts";
import type { DrsJob } from "#lib/domain/drs-job.ts";
import { CLOCK_SLACK_MS, findLaunchedJob } from "#lib/domain/launch-adoption.ts";

import type { Engine } from "../engine.ts";
import { placeOf } from "../place.ts";

export type FoundJob = {
  job: DrsJob | null;
  /** Servers of the launch that are in somebody's running job, with that job's id. */
  busy: Map<string, string>;
};

/**
 * Looks in AWS for the job that a call may have started. Jobs of other launches are left out. Of a call that AWS refused
 * only a job with its own tag can be: the same servers in a job without tags are somebody else's then.
 */
export async function findJob(
  { aws, context }: Engine,
  launch: Launch,
  { isRefused }: { isRefused: boolean },
): Promise<FoundJob> {
  const place = await placeOf(context.db, launch);
  const since = new Date(launch.requestedAt.getTime() - CLOCK_SLACK_MS);
  const [jobs, lastLaunches, known] = await Promise.all([
    listJobsSince(aws, place, since),
    isRefused ? [] : lastLaunchesOf(aws, place, launch.serverIds),
    listKnownJobIds(context.db, launch),
  ]);
  const foreign = jobs.filter((job) => !known.has(job.jobId));
  return { job: findLaunchedJob(launch, { jobs: foreign, lastLaunches }), busy: busyServers(launch, jobs) };
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
