import { anyPlace, matching } from "./parameters.ts";
import { scenario } from "./scenario.ts";

export const neverHealthy = scenario({
  id: "never-healthy",
  title: "Recovered servers are not healthy",
  description:
    "Servers launch and run, but their instance status check does not pass. Instances that are launched while the scenario " +
    "is on stay impaired until they are launched again.",
  parameters: anyPlace,
  effects: (place) => ({ rules: [{ service: "ec2", ...matching(place), effect: { kind: "unhealthy" } }] }),
});
