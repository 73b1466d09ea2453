import { type DrsJob, JOB_TAGS, type LastLaunch } from "./drs-job.ts";

/** A StartRecovery call whose reply we do not have. */
export type UnresolvedLaunch = { id: string; isDrill: boolean; serverIds: readonly string[]; requestedAt: Date };

/** Our clock and AWS's may differ by this much before a job counts as older than the request. */
export const CLOCK_SLACK_MS = 15 * 60_000;

/**
 * The job that an unresolved launch started, if AWS shows one: by our tag, else the one that every server names as its
 * last launch, of the same kind, for exactly these servers, since the request, and not marked as anyone else's.
 */
export function findLaunchedJob(
  launch: UnresolvedLaunch,
  seen: { jobs: readonly DrsJob[]; lastLaunches: readonly LastLaunch[] },
): DrsJob | null {
  const tagged = seen.jobs.find((job) => job.tags[JOB_TAGS.launch] === launch.id);
  if (tagged !== undefined) return tagged;
  const named = jobNamedByAll(launch.serverIds, seen.lastLaunches);
  const job = seen.jobs.find((candidate) => candidate.jobId === named);
  return job !== undefined && couldBe(launch, job) ? job : null;
}

function jobNamedByAll(serverIds: readonly string[], lastLaunches: readonly LastLaunch[]): string | null {
  const jobOf = new Map(lastLaunches.map((last) => [last.sourceServerId, last.jobId]));
  const jobs = new Set(serverIds.map((id) => jobOf.get(id)));
  const [only] = jobs;
  return jobs.size === 1 && only !== undefined ? only : null;
}

function couldBe(launch: UnresolvedLaunch, job: DrsJob): boolean {
  return (
    job.kind === (launch.isDrill ? "DRILL" : "RECOVERY") &&
    job.tags[JOB_TAGS.launch] === undefined &&
    job.createdAt.getTime() >= launch.requestedAt.getTime() - CLOCK_SLACK_MS &&
    sameMembers(
      launch.serverIds,
      job.servers.map((server) => server.sourceServerId),
    )
  );
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  const members = new Set(a);
  return members.size === new Set(b).size && b.every((id) => members.has(id));
}
