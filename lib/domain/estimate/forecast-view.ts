import { z } from "zod";

import { DecisionAction } from "#lib/domain/execution-input.ts";

import { CriticalWaveView } from "./plan-estimate.ts";

const Instant = z.iso.datetime();

const RtoView = z.object({
  targetAt: Instant,
  risk: z.enum(["none", "at-risk", "will-miss"]),
  /** At the expected end; below zero by how much the target is missed. */
  spareSeconds: z.number(),
});

/** When an execution under way is expected to end, by all that has happened in it. */
export const ForecastView = z.object({
  asOf: Instant,
  end: z.object({ p50: Instant, p90: Instant }),
  /** What the expected end is for: that failed servers are launched again now and come up, or that it is resumed now. */
  condition: z.enum(["RETRIED", "RESUMED"]).nullable(),
  rto: RtoView.nullable(),
  waves: z.array(z.object({ number: z.number(), start: Instant, end: Instant, slackSeconds: z.number().nullable() })),
  criticalPath: z.array(CriticalWaveView),
  /** The wave that most likely ends last. */
  decidingWave: z.number().nullable(),
  /** Failed servers that nobody has launched again: the expected end does not count them. */
  notCounted: z.array(z.object({ wave: z.number(), sourceServerId: z.string(), hostname: z.string() })),
  /** What an answer to a wave that waits for one does to the end, if what it starts works. */
  options: z.array(z.object({ wave: z.number(), action: DecisionAction, end: Instant, rto: RtoView.nullable() })),
  basis: z.string(),
});
export type ForecastView = z.infer<typeof ForecastView>;
