import { z } from "zod";

import { ExecutionType } from "#lib/domain/execution-status.ts";
import { Name, nameKey } from "#lib/domain/names.ts";
import { OnFailure } from "#lib/domain/wave-policy.ts";

import { ActionStage, MAX_ACTIONS } from "./action-kind.ts";
import {
  checkCommand,
  CLOUDWATCH_ALARM,
  HTTP_CHECK,
  isEscalationInTime,
  LAMBDA,
  MANUAL_TASK,
  ROUTE53_RECORD,
  SSM_AUTOMATION,
  SSM_COMMAND,
  TCP_CHECK,
  WAIT,
  WEBHOOK,
} from "./action-kinds.ts";

const COMMON = {
  /** Stays the same when the action is edited or moved. */
  id: z.uuid(),
  name: Name,
  when: ActionStage,
  modes: z
    .array(ExecutionType)
    .min(1, "An action runs in drills, in recoveries or in both.")
    .max(2)
    .transform((modes) => [...new Set(modes)].sort()),
  /** How long one try may take. What a person does or a wait has times of its own. */
  timeoutSeconds: z.int().min(10).max(86_400).default(600),
  /** How often it is tried again by itself. */
  retries: z.int().min(0).max(3).default(0),
  onFailure: OnFailure.default("ASK"),
  /** Actions of one number run side by side, numbers in their order; left out, the action's place in the list, from 0. */
  group: z.int().min(0).max(999).optional(),
};

export const ActionInput = z.discriminatedUnion("kind", [
  z.strictObject({ ...COMMON, ...SSM_AUTOMATION }),
  z.strictObject({ ...COMMON, ...SSM_COMMAND }).superRefine(checkCommand),
  z.strictObject({ ...COMMON, ...LAMBDA }),
  z.strictObject({ ...COMMON, ...WEBHOOK }),
  z.strictObject({ ...COMMON, ...HTTP_CHECK }),
  z.strictObject({ ...COMMON, ...TCP_CHECK }),
  z.strictObject({ ...COMMON, ...CLOUDWATCH_ALARM }),
  z.strictObject({ ...COMMON, ...ROUTE53_RECORD }),
  z.strictObject({ ...COMMON, ...WAIT }),
  z
    .strictObject({ ...COMMON, ...MANUAL_TASK })
    .refine(isEscalationInTime, { path: ["escalateAfterMinutes"], message: "A task is escalated before it expires." }),
]);
export type ActionInput = z.input<typeof ActionInput>;

type ParsedAction = z.output<typeof ActionInput>;
/** An action as a plan version keeps it. */
export type Action = ParsedAction & { group: number };

/** The actions of a wave, before and after its launch, in their order: at most 50, each with its own id and name. */
export const WaveActions = z
  .array(ActionInput)
  .max(MAX_ACTIONS, `A wave can have ${MAX_ACTIONS} actions.`)
  .superRefine((actions, context) => {
    for (const [place, action] of actions.entries()) {
      const earlier = actions.slice(0, place);
      if (earlier.some(({ id }) => id === action.id)) {
        context.addIssue({ code: "custom", path: [place, "id"], message: "Two actions have one id." });
      }
      if (earlier.some(({ name }) => nameKey(name) === nameKey(action.name))) {
        context.addIssue({
          code: "custom",
          path: [place, "name"],
          message: `Two actions are called "${action.name}".`,
        });
      }
    }
  })
  .transform((actions): Action[] => actions.map((action, place) => ({ ...action, group: action.group ?? place })));

/** How long one try of an action may take, in seconds; null where a person has all the time. */
export function timeLimitSeconds(action: Action): number | null {
  switch (action.kind) {
    case "WAIT":
      return action.seconds;
    case "MANUAL_TASK":
      return action.expiresAfterMinutes === undefined ? null : action.expiresAfterMinutes * 60;
    default:
      return action.timeoutSeconds;
  }
}
