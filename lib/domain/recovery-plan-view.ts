import { z } from "zod";

import type { Action } from "./actions/action.ts";
import { ActionKind, ActionStage } from "./actions/action-kind.ts";
import { OnFailure } from "./wave-policy.ts";

const AnyAction = z.looseObject({ id: z.string(), name: z.string(), when: ActionStage, kind: ActionKind });

/** An action as a plan keeps it. It was checked when it was saved; readers need none of what reads its templates. */
const ActionView = z.custom<Action>((value) => AnyAction.safeParse(value).success);

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
  healthProfileId: z.string().nullable(),
  actions: z.array(ActionView),
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
