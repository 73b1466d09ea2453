import { z } from "zod";

import { WaveActions } from "./actions/action.ts";
import { Description, Name } from "./names.ts";
import { PageQuery } from "./paging.ts";
import { CleanupMinutes, WAVE_POLICY_FIELDS } from "./wave-policy.ts";

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
  /** What its servers have to pass beyond EC2's status checks; null: nothing. */
  healthProfileId: z.uuid().toLowerCase().nullable().default(null),
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

export type { PlanVersionView, RecoveryPlanSummary, RecoveryPlanView, WaveView } from "./recovery-plan-view.ts";

export const RecoveryPlanQuery = PageQuery.extend({ search: z.string().trim().max(200).optional() }).strict();
export type RecoveryPlanQuery = z.infer<typeof RecoveryPlanQuery>;
