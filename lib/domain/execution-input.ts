import { z } from "zod";

import { ExecutionStatus, ExecutionType } from "./execution-status.ts";
import { Comment, Name } from "./names.ts";
import { PageQuery } from "./paging.ts";
import { POINT_IN_TIME_FIELDS, PointInTimeInput, ServerPointInTimeInput } from "./point-in-time/choice.ts";
import { Region } from "./regions.ts";
import { CleanupMinutes, OnFailure, WAVE_POLICY_FIELDS } from "./wave-policy.ts";

const SourceServerRef = z.strictObject({
  accountId: z.string().regex(/^\d{12}$/, "An account id has 12 digits."),
  region: Region,
  sourceServerId: z.string().regex(/^s-[0-9a-zA-Z]{17}$/, "This is not the id of a source server."),
});

const StartFields = {
  type: ExecutionType,
  comment: Comment,
  /** When the incident was declared; the recovery time is counted from here. */
  incidentAt: z.iso.datetime({ offset: true }).nullish(),
  /** What a drill does with its instances; left out, what the plan says. A recovery keeps its instances. */
  cleanupMinutes: CleanupMinutes.optional(),
  /** The plan's name, or that of the selection, typed, where a start asks for confirmation. */
  confirm: z.string().max(400).optional(),
  ...POINT_IN_TIME_FIELDS,
};

export const StartPlanInput = z.strictObject({ planId: z.uuid(), ...StartFields });
export type StartPlanInput = z.input<typeof StartPlanInput>;

/** Servers without a plan, launched together in one wave, for the day that no plan fits. */
export const StartSelectionInput = z.strictObject({
  name: Name.default("Selected servers"),
  sourceServers: z.array(SourceServerRef).min(1, "Choose at least one server.").max(4000),
  ...StartFields,
});

export const StartExecutionInput = z.union([StartPlanInput, StartSelectionInput]);
export type StartExecutionInput = z.input<typeof StartExecutionInput>;

export const ControlExecutionInput = z.strictObject({ comment: Comment });
export type ControlExecutionInput = z.input<typeof ControlExecutionInput>;

export const DecisionAction = z.enum(["retry", "skip", "continue", "abort"]);
export type DecisionAction = z.infer<typeof DecisionAction>;

/** An answer to a wave that cannot pass. Without servers it is about all failed ones, or for `skip` the whole wave. */
export const DecisionInput = z
  .strictObject({
    action: DecisionAction,
    sourceServerIds: z.array(z.string().max(40)).min(1).max(4000).optional(),
    /** Data to launch from that differs from what was chosen before. */
    pointInTime: PointInTimeInput.optional(),
    comment: Comment,
  })
  .refine(({ action, pointInTime }) => action === "retry" || pointInTime === undefined, {
    path: ["pointInTime"],
    error: "Only what is retried is launched from other data.",
  });
export type DecisionInput = z.input<typeof DecisionInput>;

/** A retry of one server. Without a point in time it is launched from what was chosen before. */
export const RetryServerInput = z.strictObject({ comment: Comment, pointInTime: ServerPointInTimeInput.optional() });
export type RetryServerInput = z.input<typeof RetryServerInput>;

/** What may still be changed in a wave that has not started. What is left out stays as it is. */
export const ChangeWaveInput = z.strictObject({
  name: Name.optional(),
  dependsOn: z.array(z.int().min(1).max(500)).max(500).optional(),
  onFailure: OnFailure.optional(),
  passPercent: WAVE_POLICY_FIELDS.passPercent.unwrap().optional(),
  automaticRetries: WAVE_POLICY_FIELDS.automaticRetries.unwrap().optional(),
  launchTimeoutMinutes: WAVE_POLICY_FIELDS.launchTimeoutMinutes.unwrap().optional(),
  healthTimeoutMinutes: WAVE_POLICY_FIELDS.healthTimeoutMinutes.unwrap().optional(),
  /** Of the wave's servers those that may fail without failing it. */
  optionalServerIds: z.array(z.string().max(40)).max(4000).optional(),
  comment: Comment,
});
export type ChangeWaveInput = z.input<typeof ChangeWaveInput>;

/** Terminates what an execution launched: now, or after so many minutes. A recovery asks for the plan's name. */
export const CleanupInput = z.strictObject({
  afterMinutes: z
    .int()
    .min(0)
    .max(60 * 24 * 30)
    .default(0),
  confirm: z.string().max(400).optional(),
  comment: Comment,
});
export type CleanupInput = z.input<typeof CleanupInput>;

export const ExecutionQuery = PageQuery.extend({
  planId: z.uuid().optional(),
  type: ExecutionType.optional(),
  status: ExecutionStatus.optional(),
  active: z.enum(["true", "false"]).optional(),
}).strict();
export type ExecutionQuery = z.infer<typeof ExecutionQuery>;
