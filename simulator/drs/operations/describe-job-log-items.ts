import { z } from "zod";
import { operation } from "../../operation.ts";
import { cutPage } from "../../page.ts";
import { notFound } from "../errors.ts";
import { toLogItem } from "../job-view.ts";
import { jobId, paging } from "../model.ts";

/** Oldest first. */
export const describeJobLogItems = operation({
  name: "DescribeJobLogItems",
  input: z.object({ jobID: jobId, ...paging }),
  run: ({ here }, { jobID, ...page }) => {
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
});
