import { availabilityZone, probability } from "./parameters.ts";
import { scenario } from "./scenario.ts";

export const noCapacity = scenario({
  id: "no-capacity",
  title: "An Availability Zone has no capacity",
  description:
    "EC2 has no instances left in the zone. Servers whose recovery instance lands there fail with " +
    "InsufficientInstanceCapacity; the other servers of the same job launch.",
  parameters: {
    availabilityZone: availabilityZone("eu-west-1a", "The zone that has no capacity."),
    probability: probability(1, "Share of the launches in the zone that fail, from 0 to 1."),
  },
  effects: (values) => ({
    rules: [
      { service: "drs", operation: "StartRecovery", ...values, effect: { kind: "launch-failed", reason: "capacity" } },
    ],
  }),
});
