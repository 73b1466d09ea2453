import { z } from "zod";

/** What happens when a wave can no longer pass: a person decides, it goes on without, or it ends with what waits for it. */
export const OnFailure = z.enum(["ASK", "CONTINUE", "ABORT"]);
export type OnFailure = z.infer<typeof OnFailure>;

const Minutes = z.int().min(1).max(1440);

/** How a wave deals with failures and time. Every field has the default that suits a plan that says nothing. */
export const WAVE_POLICY_FIELDS = {
  onFailure: OnFailure.default("ASK"),
  /** Share of the critical servers that must be healthy for the wave to pass, in percent. */
  passPercent: z.int().min(1).max(100).default(100),
  /** How often a launch is repeated by itself, where its cause may pass. */
  automaticRetries: z.int().min(0).max(3).default(0),
  /** Servers that may fail without failing the wave. */
  optionalServerIds: z
    .array(z.string().regex(/^s-[0-9a-zA-Z]{17}$/, "This is not the id of a source server."))
    .max(4000)
    .default([])
    .transform((ids) => [...new Set(ids)].sort()),
  /** How long DRS may take to launch a server before it counts as failed. */
  launchTimeoutMinutes: Minutes.default(180),
  /** How long launched servers may take to become healthy, gates included. First Windows boots take up to 45 min. */
  healthTimeoutMinutes: Minutes.default(45),
};

/** The policy of a wave that says nothing about it. */
export const WAVE_POLICY_DEFAULTS = z.object(WAVE_POLICY_FIELDS).parse({});

/** The longest that a drill's instances may wait for their clean-up by themselves: 30 days. */
export const LONGEST_CLEANUP_MINUTES = 60 * 24 * 30;

/** When the instances of a drill are terminated: at its end (0), so many minutes after it, or by hand (null). */
export const CleanupMinutes = z.int().min(0).max(LONGEST_CLEANUP_MINUTES).nullable();
