import { z } from "zod";

/** Why AWS could not do it; each reason has the text that AWS gives. */
export const FailureReason = z.enum(["capacity", "kms", "unauthorized", "byol", "key-missing"]);
export type FailureReason = z.infer<typeof FailureReason>;

const rawError = z.string().max(65_536).optional();
const explained = { rawError, reason: FailureReason.optional() };
const seconds = z.number().min(0).max(31_536_000);

/** Where a job can be stuck: before JOB_START, or after JOB_START, CONVERSION_START or LAUNCH_START. */
export const StuckPhase = z.enum(["pending", "started", "conversion", "launch"]);
export type StuckPhase = z.infer<typeof StuckPhase>;

const conversionFailed = z
  .strictObject({
    kind: z.literal("conversion-failed"),
    ...explained,
    attempts: z.int().min(1).max(9).default(1),
    /** The last attempt succeeds. */
    recovers: z.boolean().default(false),
  })
  .refine((effect) => !effect.recovers || effect.attempts > 1, {
    path: ["attempts"],
    message: "must be at least 2 for a conversion that recovers",
  });

/** What can go wrong with a server in a job. Seconds are simulated seconds. */
export const JOB_EFFECTS = [
  z.strictObject({ kind: z.literal("launch-failed"), ...explained }),
  conversionFailed,
  z.strictObject({ kind: z.literal("snapshot-failed"), ...explained }),
  z.strictObject({ kind: z.literal("cleanup-failed"), rawError }),
  z.strictObject({ kind: z.literal("skipped"), rawError }),
  z.strictObject({ kind: z.literal("previous-snapshot") }),
  z.strictObject({ kind: z.literal("stuck"), phase: StuckPhase.default("started") }),
  z.strictObject({ kind: z.literal("launch-skipped") }),
  z.strictObject({ kind: z.literal("cancelled") }),
  z.strictObject({
    kind: z.literal("slow"),
    factor: z.number().positive().max(1000),
    platform: z.enum(["windows", "linux"]).optional(),
  }),
  z.strictObject({ kind: z.literal("settle-late"), seconds }),
  z.strictObject({ kind: z.literal("participants-emptied") }),
] as const;

/** What can go wrong with a launched instance. Seconds are simulated seconds after its launch. */
export const INSTANCE_EFFECTS = [
  z.strictObject({ kind: z.literal("unhealthy") }),
  z.strictObject({ kind: z.literal("never-running") }),
  z.strictObject({ kind: z.literal("dies"), afterSeconds: seconds }),
  z.strictObject({ kind: z.literal("visible-late"), seconds }),
  z.strictObject({ kind: z.literal("leaves-volume") }),
  z.strictObject({ kind: z.literal("agent-silent") }),
  z.strictObject({ kind: z.literal("private-ip"), address: z.ipv4() }),
] as const;

export type InstanceEffect = z.infer<(typeof INSTANCE_EFFECTS)[number]>;
/** What befalls a server of a job, or the instance that it launched. */
export type JobEffect = z.infer<(typeof JOB_EFFECTS)[number]> | InstanceEffect;

const INSTANCE_KINDS = new Set(INSTANCE_EFFECTS.map((effect) => effect.shape.kind.value as string));

export function isInstanceEffect(effect: { kind: string }): effect is InstanceEffect {
  return INSTANCE_KINDS.has(effect.kind);
}
