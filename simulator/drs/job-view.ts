import { toStamp } from "../stamps.ts";
import type { RegionState } from "../world.ts";
import { drsArn } from "./ids.ts";
import type { Job, JobLogItem, Participant } from "./records.ts";
import type { LaunchActionRun } from "./settings-records.ts";

/** A job as DRS returns it; participants of launch jobs never carry a recoveryInstanceID. */
export function toJob(here: RegionState, job: Job): Record<string, unknown> {
  return {
    jobID: job.jobId,
    arn: drsArn(here, "job", job.jobId),
    type: job.type,
    initiatedBy: job.initiatedBy,
    creationDateTime: toStamp(job.createdAt),
    ...(job.endedAt !== null && { endDateTime: toStamp(job.endedAt) }),
    status: job.status,
    participatingServers: job.isEmptiedAtEnd && job.status === "COMPLETED" ? [] : job.participants.map(toParticipant),
    participatingResources: [],
    tags: job.tags,
  };
}

/** The answer to the call that created a job: the live service adds a stray `resourceArn` to its tags. */
export function toNewJob(here: RegionState, job: Job): Record<string, unknown> {
  return { ...toJob(here, job), tags: { ...job.tags, resourceArn: drsArn(here, "job", job.jobId) } };
}

export function toLogItem(item: JobLogItem): Record<string, unknown> {
  return { logDateTime: toStamp(item.at), event: item.event, eventData: item.eventData };
}

function toParticipant(participant: Participant): Record<string, unknown> {
  const { agentFoundAt, runs } = participant.actions ?? { agentFoundAt: null, runs: [] };
  return {
    sourceServerID: participant.sourceServerId,
    ...(participant.recoveryInstanceId && { recoveryInstanceID: participant.recoveryInstanceId }),
    launchStatus: participant.launchStatus,
    launchActionsStatus: {
      ...(agentFoundAt !== null && { ssmAgentDiscoveryDatetime: toStamp(agentFoundAt) }),
      runs: runs.map(toRun),
    },
  };
}

function toRun({ failureReason, ...run }: LaunchActionRun): Record<string, unknown> {
  return failureReason === null ? run : { ...run, failureReason };
}
