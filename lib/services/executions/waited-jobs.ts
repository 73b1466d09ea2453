import type { Database } from "#lib/db/client.ts";
import type { ExecutionServer } from "#lib/db/executions.ts";
import { type DrsJobRef, executionsOfJobs } from "#lib/db/launches.ts";
import { drsJobUrl } from "#lib/domain/console-links.ts";
import type { ExecutionServerView } from "#lib/domain/execution.ts";
import { waitedJob } from "#lib/domain/waited-job.ts";

import { serverKey } from "./queue-places.ts";

/** The job for which each waiting server waits, and whose it is, as far as that is known. */
export type WaitedJobs = ReadonlyMap<string, ExecutionServerView["waitsFor"]>;

export async function waitedJobs(db: Database, servers: readonly ExecutionServer[]): Promise<WaitedJobs> {
  const waiting = servers.flatMap((server) => {
    const jobId = server.status === "QUEUED" ? waitedJob(server.error) : null;
    const { accountId, region } = server;
    return jobId === null ? [] : [{ server, job: { accountId, region, jobId } }];
  });
  const jobs = new Map(waiting.map(({ job }) => [jobKey(job), job]));
  const owners = await executionsOfJobs(db, [...jobs.values()]);
  const executions = new Map(owners.map((owner) => [jobKey(owner), owner.execution]));
  return new Map(
    waiting.map(({ server, job }) => {
      const owner = executions.get(jobKey(job)) ?? null;
      const isOwn = owner?.id === server.executionId;
      const waitsFor = { jobId: job.jobId, jobUrl: drsJobUrl(job), isOwn, execution: isOwn ? null : owner };
      return [serverKey(server), waitsFor] as const;
    }),
  );
}

function jobKey({ accountId, region, jobId }: DrsJobRef): string {
  return [accountId, region, jobId].join(" ");
}
