import { z } from "zod";

/** The DRS quotas of an account and Region, and what uses them. Jobs of every kind and of everybody count. */
export const QuotaView = z.object({
  accountId: z.string(),
  region: z.string(),
  maxJobs: z.number(),
  maxServersPerJob: z.number(),
  maxServersInFlight: z.number(),
  jobs: z.number(),
  servers: z.number(),
  /** Of the running jobs those that were not started here. */
  foreignJobs: z.array(z.object({ jobId: z.string(), kind: z.string(), serverCount: z.number() })),
  /** Servers of running executions that wait for their launch. */
  waiting: z.number(),
  /** When all jobs of the place were last read; null before the first launch. */
  seenAt: z.iso.datetime().nullable(),
});
export type QuotaView = z.infer<typeof QuotaView>;
