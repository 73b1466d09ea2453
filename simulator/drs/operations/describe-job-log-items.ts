import type { DescribeJobLogItemsRequest } from "@aws-sdk/client-drs";
import { implement } from "../../wire/operation.ts";
import { cutPage } from "../../page.ts";
import { notFound } from "../errors.ts";
import { toLogItem } from "../job-view.ts";

/** Oldest first. */
export const describeJobLogItems = implement<DescribeJobLogItemsRequest>(
  "DescribeJobLogItems",
  ({ here }, { jobID, ...page }) => {
    const job = here.drs.jobs.get(jobID);
    if (!job) throw notFound("Job", jobID);
    const numbered = job.log.map((item, index) => ({ item, key: String(index) }));
    const { items, ...next } = cutPage(numbered, page, {
      keyOf: ({ key }) => key,
      scope: `DescribeJobLogItems/${jobID}`,
      defaultSize: 200,
      largestSize: 1000,
    });
    return { items: items.map(({ item }) => toLogItem(item)), ...next };
  },
);
