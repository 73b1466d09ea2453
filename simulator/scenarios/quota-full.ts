import { account, count, region } from "./parameters.ts";
import { scenario } from "./scenario.ts";

export const quotaFull = scenario({
  id: "quota-full",
  title: "The job quota is used up",
  description:
    "Another team recovers its own servers in the same account and Region and fills the quota of 20 concurrent jobs. New " +
    "jobs are refused with ServiceQuotaExceededException until the other team's jobs end with the scenario.",
  parameters: {
    accountId: account("222233334444", "The account whose quota is used up."),
    region: region("us-west-2", "The Region in which it is used up."),
    jobs: count(20, 20, "How many jobs the other team runs, as far as the quota allows."),
  },
  effects: (crowd) => ({ crowd }),
});
