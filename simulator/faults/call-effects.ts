import { z } from "zod";

const error = z.strictObject({
  kind: z.literal("error"),
  status: z.int().min(400).max(599),
  code: z.string().min(1),
  message: z.string().default(""),
  retryAfter: z.int().min(0).optional(),
});

const latency = z.strictObject({
  kind: z.literal("latency"),
  seconds: z.number().min(0).max(3600),
  when: z.enum(["before", "after"]).default("after"),
});

/** What can go wrong with a call. Seconds are wall-clock seconds. */
export const CALL_EFFECTS = [
  error,
  latency,
  z.strictObject({ kind: z.literal("reset") }),
  z.strictObject({ kind: z.literal("lost-reply") }),
  z.strictObject({ kind: z.literal("throttled"), retryAfter: z.int().min(0).optional() }),
  z.strictObject({ kind: z.literal("access-denied") }),
  z.strictObject({ kind: z.literal("expired-credentials") }),
  z.strictObject({ kind: z.literal("expired-page-token") }),
  z.strictObject({ kind: z.literal("server-deleted") }),
  z.strictObject({ kind: z.literal("foreign-job"), isDrill: z.boolean().default(false) }),
] as const;
export type CallEffect = z.infer<(typeof CALL_EFFECTS)[number]>;

const KINDS = new Set(CALL_EFFECTS.map((effect) => effect.shape.kind.value as string));

export function isCallEffect(effect: { kind: string }): effect is CallEffect {
  return KINDS.has(effect.kind);
}
