import { z } from "zod";
import { anyPlace } from "./parameters.ts";
import { becomeStalled } from "./replication-changes.ts";
import { scenario } from "./scenario.ts";

export const replicationStalled = scenario({
  id: "replication-stalled",
  title: "Replication is stalled",
  description:
    "Agents report, but replication has stalled with an error. The servers can still be recovered: from the last consistent " +
    "state, which grows older.",
  parameters: {
    ...anyPlace,
    error: {
      schema: z.enum(["NOT_CONVERGING", "UNSTABLE_NETWORK", "SNAPSHOTS_FAILURE"]),
      default: "NOT_CONVERGING",
      description: "The replication error: NOT_CONVERGING, UNSTABLE_NETWORK or SNAPSHOTS_FAILURE.",
    },
  },
  effects: ({ error, ...place }) => ({ replication: { selector: place, change: becomeStalled(error) } }),
});
