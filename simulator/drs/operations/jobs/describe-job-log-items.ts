import type { DescribeJobLogItemsRequest } from "@aws-sdk/client-drs";
import { implement } from "../../../wire/operation.ts";
import { cutPage } from "../../../page.ts";
import { notFound } from "../../errors.ts";
import { toLogItem } from "../../job-view.ts";

/** Oldest first. */
export const describeJobLogItems = implement<DescribeJobLogItemsRequest>(
  "DescribeJobLogItems",
  (call, { jobID, ...page }) => {
    const job = call.here.drs.jobs.get(jobID);
    if (!job) throw notFound("Job", jobID);
    const numbered = job.log.map((item, index) => ({ item, key: String(index) }));
    const { items, ...next } = cutPage(numbered, page, {
      ...{ call, scope: `DescribeJobLogItems/${jobID}` },
      keyOf: ({ key }) => key,
      defaultSize: 200,
      largestSize: 1000,
    });
    return { items: items.map(({ item }) => toLogItem(item)), ...next };
  },
);
