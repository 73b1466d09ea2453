import type { DescribeJobsRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { cutPage } from "../../../page.ts";
import type { RegionState } from "../../../world.ts";
import { toJob } from "../../job-view.ts";
import type { Job } from "../../records.ts";

/** Newest first. Unknown ids are left out of the answer. */
export const describeJobs = implement<DescribeJobsRequest>("DescribeJobs", (call, { filters, ...page }) => {
  const from = filters?.fromDate === undefined ? -Infinity : Date.parse(filters.fromDate);
  const to = filters?.toDate === undefined ? Infinity : Date.parse(filters.toDate);
  const jobs = candidates(call.here, filters?.jobIDs)
    .filter((job) => job.createdAt >= from && job.createdAt <= to)
    .sort((a, b) => b.createdAt - a.createdAt);
  const { items, ...next } = cutPage(jobs, page, {
    ...{ call, scope: "DescribeJobs", filters },
    keyOf: (job) => job.jobId,
    defaultSize: 200,
    largestSize: 1000,
  });
  return { items: items.map((job) => toJob(call.here, job)), ...next };
});

function candidates(here: RegionState, jobIds: string[] | undefined): Job[] {
  if (!jobIds?.length) return [...here.drs.jobs.values()];
  return [...new Set(jobIds)].map((id) => here.drs.jobs.get(id)).filter((job) => job !== undefined);
}
