import { z } from "zod";

import { OnFailure } from "#lib/domain/wave-policy.ts";

import { ActionKind, ActionStage } from "./action-kind.ts";
import { ActionState } from "./outcome-of-action.ts";

/** What an action left for later ones: text or lists of text by name. */
export const ActionOutputs = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** What a manual task asks a person for. */
const TaskView = z.object({
  instructions: z.string(),
  assignee: z.string().nullable(),
  inputs: z.array(z.object({ name: z.string(), label: z.string(), required: z.boolean() })),
  /** Who said that they do it. */
  takenBy: z.string().nullable(),
  /** When others are told that nobody has done it; null where nobody is. */
  escalatesAt: z.iso.datetime().nullable(),
});

/** An action of a wave in an execution, and its last try. */
export const ActionRunView = z.object({
  id: z.string(),
  /** Of the action in the plan. */
  actionId: z.string(),
  name: z.string(),
  kind: ActionKind,
  stage: ActionStage,
  group: z.number(),
  onFailure: OnFailure,
  state: ActionState,
  /** Tries so far, and how many there may be without a person. */
  tries: z.number(),
  mostTries: z.number(),
  /** A person accepted its failure. */
  isAccepted: z.boolean(),
  /** A try whose end nobody knows was followed by another one. */
  mayHaveRunTwice: z.boolean(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  deadlineAt: z.iso.datetime().nullable(),
  error: z.string().nullable(),
  /** At most 64 KiB; `outputCut` bytes of it were left out. */
  output: z.string().nullable(),
  outputCut: z.number(),
  /** What was really asked for, after its templates were filled in. */
  request: z.unknown(),
  result: ActionOutputs.nullable(),
  task: TaskView.nullable(),
});
export type ActionRunView = z.infer<typeof ActionRunView>;

/** A person's word that a manual task is done, or cannot be. */
export const CompleteTaskInput = z.strictObject({
  outcome: z.enum(["DONE", "FAILED"]),
  /** What was asked for, by the names of the inputs. */
  inputs: z.record(z.string().max(50), z.string().trim().max(2000)).default({}),
  comment: z
    .string()
    .trim()
    .max(2000)
    .nullish()
    .transform((text) => (text === undefined || text === "" ? null : text)),
});
export type CompleteTaskInput = z.input<typeof CompleteTaskInput>;
