import {
  DescribeJobLogItemsCommand,
  DescribeJobsCommand,
  DescribeSourceServersCommand,
  StartRecoveryCommand,
  type DrsClient,
  type Job,
  type JobLog,
  type SourceServer,
} from "@aws-sdk/client-drs";
import { until } from "#simulator/test-bench.ts";

/** The source servers whose host names begin like this, in their order. */
export async function serversNamed(drs: DrsClient, prefix: string): Promise<SourceServer[]> {
  const { items = [] } = await drs.send(new DescribeSourceServersCommand({}));
  return items.filter((each) => each.sourceProperties?.identificationHints?.hostname?.startsWith(prefix));
}

export async function idsNamed(drs: DrsClient, prefix: string): Promise<string[]> {
  return (await serversNamed(drs, prefix)).map((each) => each.sourceServerID ?? "");
}

/** Starts a launch job of these servers. */
export async function startJob(
  drs: DrsClient,
  ids: readonly string[],
  isDrill = true,
): Promise<Job & { jobID: string }> {
  const sourceServers = ids.map((sourceServerID) => ({ sourceServerID }));
  const { job } = await drs.send(new StartRecoveryCommand({ sourceServers, isDrill }));
  if (!job?.jobID) throw new Error("No job");
  return { ...job, jobID: job.jobID };
}

export async function describeJob(drs: DrsClient, jobID: string): Promise<Job> {
  const { items = [] } = await drs.send(new DescribeJobsCommand({ filters: { jobIDs: [jobID] } }));
  const [job] = items;
  if (!job) throw new Error(`No job ${jobID}`);
  return job;
}

/** Waits until the job has completed and each of its servers was decided. */
export async function settledJob(drs: DrsClient, jobID: string): Promise<Job> {
  return until(async () => {
    const job = await describeJob(drs, jobID);
    const isDecided = job.participatingServers?.every((each) => each.launchStatus !== "PENDING");
    return job.status === "COMPLETED" && isDecided ? job : undefined;
  });
}

export async function jobLog(drs: DrsClient, jobID: string): Promise<JobLog[]> {
  return (await drs.send(new DescribeJobLogItemsCommand({ jobID }))).items ?? [];
}

/** The events of a job's log in their order, without what belongs to other servers. */
export async function eventsOf(drs: DrsClient, jobID: string, sourceServerID?: string): Promise<string[]> {
  const items = await jobLog(drs, jobID);
  return items
    .filter(
      (item) => !sourceServerID || !item.eventData?.sourceServerID || item.eventData.sourceServerID === sourceServerID,
    )
    .map((item) => item.event ?? "");
}

/** The instance that a job launched, from LAUNCH_END: an event that the API model does not know. */
export async function launchedInstance(drs: DrsClient, jobID: string): Promise<string> {
  const event: string = "LAUNCH_END";
  const item = (await jobLog(drs, jobID)).find((each) => each.event === event);
  if (!item?.eventData?.targetInstanceID) throw new Error(`Nothing launched by ${jobID}`);
  return item.eventData.targetInstanceID;
}
