import {
  DescribeJobLogItemsCommand,
  DescribeJobsCommand,
  type Job,
  StartRecoveryCommand,
  TerminateRecoveryInstancesCommand,
} from "@aws-sdk/client-drs";

import type { DrsJob, DrsJobLogItem, DrsLaunchStatus } from "#lib/domain/drs-job.ts";

import type { AccountClients, AwsPlace } from "./account-clients.ts";
import { leaveBefore } from "./call-deadline.ts";
import { allPages, inBatches, toDate } from "./drs-values.ts";

/** AWS DRS API: DescribeJobs takes at most 1,000 ids. */
const MAX_JOB_IDS = 1000;

export type StartRecoveryRequest = {
  /** Without a snapshot DRS takes a new one. */
  servers: readonly { sourceServerId: string; snapshotId: string | null }[];
  isDrill: boolean;
  tags: Record<string, string>;
  signal: AbortSignal;
  /** Milliseconds of `Date.now()` after which the request must not leave any more. */
  deadline: number;
};

/**
 * Sends StartRecovery once, with a session assumed just now. A rejection whose `awsFailureOf` is not `refused` means
 * that nobody knows whether AWS got it.
 */
export async function startRecovery(
  clients: AccountClients,
  place: AwsPlace,
  request: StartRecoveryRequest,
): Promise<DrsJob> {
  const client = await clients.drsForJob(place);
  leaveBefore(client, request.deadline);
  try {
    const { job } = await client.send(
      new StartRecoveryCommand({
        sourceServers: request.servers.map(({ sourceServerId, snapshotId }) => ({
          sourceServerID: sourceServerId,
          ...(snapshotId !== null && { recoverySnapshotID: snapshotId }),
        })),
        isDrill: request.isDrill,
        tags: request.tags,
      }),
      { abortSignal: request.signal },
    );
    if (job === undefined) throw new Error("StartRecovery answered without a job.");
    return toJob(job);
  } finally {
    client.destroy();
  }
}

/**
 * Has DRS terminate these instances, at most as many as one job takes. It may be repeated: an instance that is gone or
 * already being terminated is refused, never harmed. The answer is the job's id.
 */
export async function terminateRecoveryInstances(
  clients: AccountClients,
  place: AwsPlace,
  request: { instanceIds: readonly string[]; signal: AbortSignal },
): Promise<string> {
  const client = await clients.drsForJob(place);
  try {
    const command = new TerminateRecoveryInstancesCommand({ recoveryInstanceIDs: [...request.instanceIds] });
    const { job } = await client.send(command, { abortSignal: request.signal });
    if (job?.jobID === undefined) throw new Error("TerminateRecoveryInstances answered without a job.");
    return job.jobID;
  } finally {
    client.destroy();
  }
}

/** Jobs by id, whatever their type. Ids that DRS no longer knows are missing from the answer. */
export async function describeJobs(
  clients: AccountClients,
  place: AwsPlace,
  jobIds: readonly string[],
): Promise<DrsJob[]> {
  const batches = await Promise.all(
    inBatches(jobIds, MAX_JOB_IDS).map((jobIDs) =>
      allPages((page) => clients.drs(place).send(new DescribeJobsCommand({ filters: { jobIDs }, ...page }))),
    ),
  );
  return batches.flat().map(toJob);
}

/** Every job created since then, newest first. */
export async function listJobsSince(clients: AccountClients, place: AwsPlace, since: Date): Promise<DrsJob[]> {
  const filters = { fromDate: since.toISOString() };
  const jobs = await allPages((page) => clients.drs(place).send(new DescribeJobsCommand({ filters, ...page })));
  return jobs.map(toJob);
}

/** The whole log of a job, oldest line first. */
export async function listJobLog(clients: AccountClients, place: AwsPlace, jobId: string): Promise<DrsJobLogItem[]> {
  const items = await allPages((page) =>
    clients.drs(place).send(new DescribeJobLogItemsCommand({ jobID: jobId, ...page })),
  );
  return items.map((item) => ({
    at: toDate(item.logDateTime) ?? new Date(0),
    event: item.event ?? "UNKNOWN",
    sourceServerId: item.eventData?.sourceServerID ?? null,
    conversionServerId: item.eventData?.conversionServerID ?? null,
    targetInstanceId: item.eventData?.targetInstanceID ?? null,
    rawError: item.eventData?.rawError ?? null,
  }));
}

function toJob(job: Job): DrsJob {
  return {
    jobId: job.jobID ?? "",
    status: toJobStatus(job.status),
    kind: toJobKind(job.initiatedBy),
    createdAt: toDate(job.creationDateTime) ?? new Date(0),
    endedAt: toDate(job.endDateTime),
    tags: job.tags ?? {},
    servers: (job.participatingServers ?? []).flatMap((server) =>
      server.sourceServerID === undefined
        ? []
        : [{ sourceServerId: server.sourceServerID, launchStatus: toLaunchStatus(server.launchStatus) }],
    ),
  };
}

function toJobStatus(status: string | undefined): DrsJob["status"] {
  return status === "STARTED" || status === "COMPLETED" ? status : "PENDING";
}

function toJobKind(initiatedBy: string | undefined): DrsJob["kind"] {
  if (initiatedBy === "START_DRILL") return "DRILL";
  if (initiatedBy === "START_RECOVERY") return "RECOVERY";
  return initiatedBy === "TERMINATE_RECOVERY_INSTANCES" ? "TERMINATE" : "OTHER";
}

const LAUNCH_STATUSES: readonly string[] = [
  "IN_PROGRESS",
  "LAUNCHED",
  "FAILED",
  "TERMINATED",
] satisfies DrsLaunchStatus[];

function toLaunchStatus(status: string | undefined): DrsLaunchStatus {
  return status !== undefined && isLaunchStatus(status) ? status : "PENDING";
}

function isLaunchStatus(status: string): status is DrsLaunchStatus {
  return LAUNCH_STATUSES.includes(status);
}
