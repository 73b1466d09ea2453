import { z } from "zod";

import { ActionInput, WaveActions } from "./actions/action.ts";
import { Description, Name } from "./names.ts";
import { PageQuery } from "./paging.ts";
import { CleanupMinutes, OnFailure, WAVE_POLICY_FIELDS } from "./wave-policy.ts";

/** Bounds that keep one plan readable by the engine: Step Functions passes 256 KiB of state, ids only. */
const MAX_WAVES = 500;
const MAX_GROUPS_IN_A_WAVE = 200;

export const WaveInput = z.strictObject({
  name: Name,
  protectionGroupIds: z
    .array(z.uuid())
    .min(1, "A wave needs at least one protection group.")
    .max(MAX_GROUPS_IN_A_WAVE)
    .refine((ids) => new Set(ids).size === ids.length, "A group is named twice in one wave."),
  dependsOn: z
    .array(z.int().min(1).max(MAX_WAVES))
    .max(MAX_WAVES)
    .default([])
    .transform((numbers) => [...new Set(numbers)].sort((a, b) => a - b)),
  ...WAVE_POLICY_FIELDS,
  /** What is done before its servers are launched and after they are healthy. */
  actions: WaveActions.default([]),
});
export type WaveInput = z.input<typeof WaveInput>;
/** A wave as a plan version keeps it; its number is its place, from 1. */
export type PlanWave = z.output<typeof WaveInput>;

const TargetMinutes = z
  .int()
  .min(1)
  .max(60 * 24 * 30)
  .nullish()
  .transform((minutes) => minutes ?? null);

const PlanFields = {
  name: Name,
  description: Description,
  rtoMinutes: TargetMinutes,
  rpoMinutes: TargetMinutes,
  /** What a drill of this plan does with its instances, unless its start says otherwise. */
  drillCleanupMinutes: CleanupMinutes.default(null),
  /** Where its drills land was looked at and found good enough. What the account requires is refused all the same. */
  acceptsDrillWarnings: z.boolean().default(false),
  waves: z.array(WaveInput).min(1, "A plan needs at least one wave.").max(MAX_WAVES),
};

export const CreateRecoveryPlanInput = z.strictObject(PlanFields);
export type CreateRecoveryPlanInput = z.input<typeof CreateRecoveryPlanInput>;

export const UpdateRecoveryPlanInput = z.strictObject({ version: z.int().min(1), ...PlanFields });
export type UpdateRecoveryPlanInput = z.input<typeof UpdateRecoveryPlanInput>;

const NamedRef = z.object({ id: z.string(), name: z.string() });

export const RecoveryPlanSummary = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  rtoMinutes: z.number().nullable(),
  rpoMinutes: z.number().nullable(),
  waveCount: z.number(),
  serverCount: z.number(),
  recoverableCount: z.number(),
  /** Largest lag of its servers, seconds; null when no server of it tells one. */
  worstLagSeconds: z.number().nullable(),
  places: z.array(z.object({ accountId: z.string(), accountName: z.string(), region: z.string() })),
  activeExecution: z.object({ id: z.string(), type: z.string(), status: z.string() }).nullable(),
  lastExecution: z
    .object({ id: z.string(), type: z.string(), status: z.string(), endedAt: z.iso.datetime().nullable() })
    .nullable(),
  version: z.number(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type RecoveryPlanSummary = z.infer<typeof RecoveryPlanSummary>;

export const WaveView = z.object({
  number: z.number(),
  name: z.string(),
  protectionGroupIds: z.array(z.string()),
  protectionGroups: z.array(
    NamedRef.extend({
      accountId: z.string(),
      accountName: z.string(),
      region: z.string(),
      serverCount: z.number(),
      recoverableCount: z.number(),
    }),
  ),
  dependsOn: z.array(z.number()),
  onFailure: OnFailure,
  passPercent: z.number(),
  automaticRetries: z.number(),
  optionalServerIds: z.array(z.string()),
  launchTimeoutMinutes: z.number(),
  healthTimeoutMinutes: z.number(),
  actions: z.array(ActionInput),
});
export type WaveView = z.infer<typeof WaveView>;

export const RecoveryPlanView = RecoveryPlanSummary.extend({
  drillCleanupMinutes: z.number().nullable(),
  acceptsDrillWarnings: z.boolean(),
  waves: z.array(WaveView),
});
export type RecoveryPlanView = z.infer<typeof RecoveryPlanView>;

export const PlanVersionView = z.object({
  number: z.number(),
  digest: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
});
export type PlanVersionView = z.infer<typeof PlanVersionView>;

export const RecoveryPlanQuery = PageQuery.extend({ search: z.string().trim().max(200).optional() }).strict();
export type RecoveryPlanQuery = z.infer<typeof RecoveryPlanQuery>;
