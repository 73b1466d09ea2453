import type { BenchDeployment } from "./deployment.ts";

/** A launch job as AWS saw it; wall-clock milliseconds. */
export type JobFacts = {
  executionId: string;
  wave: number;
  serverIds: string[];
  createdAt: number;
  endedAt: number;
  /** When the last instance of it had passed both status checks. */
  healthyAt: number;
  /** The same for each server. */
  healthyAtOf: Map<string, number>;
};

type State = {
  regions: {
    jobs: {
      type: string;
      creationDateTime: string;
      endDateTime?: string;
      participatingServers: { sourceServerID: string }[];
      tags: Record<string, string>;
      log: { at: number; event: string; eventData: { sourceServerID?: string; targetInstanceID?: string } }[];
    }[];
    ec2Instances: { instanceId: string; launchedAt: number; checksPassedAt: number }[];
  }[];
};

/** Every launch job that ended, by AWS's own account: what the product knew or did about it plays no part. */
export async function readJobFacts({ control, speed }: BenchDeployment): Promise<JobFacts[]> {
  const { regions } = await control<State>("GET", "/state");
  return regions.flatMap(({ jobs, ec2Instances }) => {
    const checkMs = new Map(ec2Instances.map((each) => [each.instanceId, each.checksPassedAt - each.launchedAt]));
    return jobs
      .filter((job) => job.type === "LAUNCH")
      .map((job) => {
        const launches = job.log.filter((item) => item.event === "LAUNCH_END");
        // Instances keep simulated time, logs the wall clock's; a launch is the same moment in both.
        const healthyAtOf = new Map(
          launches.map(({ at, eventData: { sourceServerID = "", targetInstanceID = "" } }) => {
            return [sourceServerID, at + (checkMs.get(targetInstanceID) ?? 0) / speed];
          }),
        );
        return {
          executionId: job.tags["drs-orchestrator:execution"] ?? "",
          wave: Number(job.tags["drs-orchestrator:wave"]),
          serverIds: job.participatingServers.map((server) => server.sourceServerID),
          createdAt: Date.parse(job.creationDateTime),
          endedAt: Date.parse(job.endDateTime ?? ""),
          healthyAt: Math.max(...healthyAtOf.values()),
          healthyAtOf,
        };
      });
  });
}

/** Servers that were launched more than once, of all jobs that AWS ever started. */
export function launchedTwice(jobs: readonly JobFacts[]): number {
  const counts = Map.groupBy(
    jobs.flatMap((job) => job.serverIds),
    (id) => id,
  );
  return [...counts.values()].filter((times) => times.length > 1).length;
}
