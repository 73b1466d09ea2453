import { z } from "zod";

import { ExecutionType } from "#lib/domain/execution-status.ts";

const Seconds = z.object({ p50: z.number(), p90: z.number() });

export const CriticalWaveView = z.object({
  wave: z.number(),
  /** In which part of all draws it is on the critical path, 0 to 1. */
  share: z.number(),
  /** The server that the wave most likely waits for last; null where it waits for none. */
  hostname: z.string().nullable(),
});

/** How long a plan is expected to take, in seconds from its start. Half of all executions are shorter than `p50`. */
export const PlanEstimate = z.object({
  p50Seconds: z.number(),
  p90Seconds: z.number(),
  waves: z.array(
    z.object({
      number: z.number(),
      start: Seconds,
      end: Seconds,
      /** How much longer it may take without the plan taking longer; null on the critical path. */
      slackSeconds: z.number().nullable(),
    }),
  ),
  criticalPath: z.array(CriticalWaveView),
  /** What it rests on, as a sentence. */
  basis: z.string(),
});
export type PlanEstimate = z.infer<typeof PlanEstimate>;

export const EstimateQuery = z.strictObject({ type: ExecutionType.default("RECOVERY") });

const MAX_PLANS = 200;

export const EstimatesQuery = EstimateQuery.extend({
  planIds: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.uuid()).max(MAX_PLANS)),
});

/** Estimates of several plans; plans that are not there any more are left out. */
export const PlanEstimates = z.object({
  items: z.array(PlanEstimate.pick({ p50Seconds: true, p90Seconds: true, basis: true }).extend({ planId: z.string() })),
});
export type PlanEstimates = z.infer<typeof PlanEstimates>;
