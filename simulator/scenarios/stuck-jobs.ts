import { StuckPhase } from "../faults/job-effects.ts";
import { anyPlace, matching } from "./parameters.ts";
import { scenario } from "./scenario.ts";

export const stuckJobs = scenario({
  id: "stuck-jobs",
  title: "Recovery jobs are stuck",
  description:
    "Recovery jobs stop making progress and do not end by themselves; their servers stay busy. When the scenario is " +
    "switched off, the jobs go on where they stopped.",
  parameters: {
    ...anyPlace,
    phase: {
      schema: StuckPhase,
      default: "started",
      description: "Where jobs stop: pending, started, conversion or launch.",
    },
  },
  effects: ({ phase, ...place }) => ({
    rules: [{ service: "drs", operation: "StartRecovery", ...matching(place), effect: { kind: "stuck", phase } }],
  }),
});
