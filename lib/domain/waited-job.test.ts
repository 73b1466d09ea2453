import { expect, test } from "vitest";

import { waitedJob, waitedJobWords } from "./waited-job.ts";

test("the job for which a server waits is read from its own words and from no others", () => {
  expect(waitedJob(waitedJobWords("drsjob-4f2a91c8e7d3b6a05"))).toBe("drsjob-4f2a91c8e7d3b6a05");
  expect(waitedJob("ServiceQuotaExceededException: too many jobs")).toBeNull();
  expect(waitedJob(null)).toBeNull();
});
