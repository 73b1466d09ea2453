import { anyPlace, matching } from "./parameters.ts";
import { scenario } from "./scenario.ts";

export const iamMissing = scenario({
  id: "iam-missing",
  title: "A permission to launch is missing",
  description:
    "The role may start recoveries but lacks a permission that DRS needs to launch. Jobs start and complete as if all were " +
    "well, no server is launched, and the job log gives no reason.",
  parameters: anyPlace,
  effects: (place) => ({
    rules: [{ service: "drs", operation: "StartRecovery", ...matching(place), effect: { kind: "launch-skipped" } }],
  }),
});
