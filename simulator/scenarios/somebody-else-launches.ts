import { z } from "zod";
import { anyPlace, count, matching } from "./parameters.ts";
import { scenario } from "./scenario.ts";

export const somebodyElseLaunches = scenario({
  id: "somebody-else-launches",
  title: "Somebody else launches first",
  description:
    "Right before a recovery of ours starts, somebody else starts a job for the same servers. Our call is refused with a " +
    "conflict until their job ends, and their instances are the newest when it has. What they launch stays.",
  parameters: {
    ...anyPlace,
    isDrill: { schema: z.boolean(), default: true, description: "Whether they start a drill; otherwise a recovery." },
    times: count(1, 1000, "How many of our calls they precede."),
  },
  effects: ({ isDrill, times, ...place }) => ({
    rules: [
      {
        service: "drs",
        operation: "StartRecovery",
        ...matching(place),
        times,
        effect: { kind: "foreign-job", isDrill },
      },
    ],
  }),
});
