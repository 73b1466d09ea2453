import { z } from "zod";

import { Description, Name } from "../names.ts";
import { PageQuery } from "../paging.ts";

import { HealthGate } from "./health-gate.ts";

export const MAX_GATES = 10;

const ProfileFields = {
  name: Name,
  description: Description,
  gates: z
    .array(HealthGate)
    .max(MAX_GATES, `A health profile has at most ${MAX_GATES} gates.`)
    .refine((gates) => new Set(gates.map(({ id }) => id)).size === gates.length, "Two gates have the same id."),
  /** For so long all gates have to pass without a break. */
  stableSeconds: z.int().min(0).max(3600).default(0),
};

/** Gates by a name, for waves of any plan. */
export const HealthProfileInput = z.strictObject(ProfileFields);
export type HealthProfileInput = z.input<typeof HealthProfileInput>;

export const UpdateHealthProfileInput = z.strictObject({ version: z.int().min(1), ...ProfileFields });
export type UpdateHealthProfileInput = z.input<typeof UpdateHealthProfileInput>;

export const HealthProfileView = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  gates: z.array(HealthGate),
  stableSeconds: z.number(),
  version: z.number(),
  updatedAt: z.iso.datetime(),
  /** The plans whose newest version has it in a wave, by name. */
  usedBy: z.array(z.object({ planId: z.string(), name: z.string() })),
});
export type HealthProfileView = z.infer<typeof HealthProfileView>;

export const HealthProfileQuery = PageQuery.strict();
export type HealthProfileQuery = z.input<typeof HealthProfileQuery>;

/** A profile as an execution's wave keeps it: what is edited later changes nothing that runs. */
export const WaveHealth = z.object({
  profileId: z.string(),
  name: z.string(),
  gates: z.array(HealthGate),
  stableSeconds: z.number(),
});
export type WaveHealth = z.infer<typeof WaveHealth>;
