import type { ExecutionType } from "#lib/domain/execution-status.ts";

import type { Action } from "./action.ts";
import type { ActionStage } from "./action-kind.ts";
import { type ActionRun, nextActions, type NextActions } from "./outcome-of-action.ts";

/** How far the actions of one stage of a wave are, as far as it decides about the wave. */
export type ActionsProgress = NextActions & {
  /** Each of them did what it should. */
  isWhole: boolean;
};

export const NO_ACTIONS: ActionsProgress = {
  stage: "DONE",
  start: [],
  running: [],
  ask: [],
  failed: [],
  isWhole: true,
};

/** An action of a wave and what became of it in an execution. */
export type PlannedRun = ActionRun & { action: Action };

/** How far the actions of a stage are in an execution of that type. */
export function actionsProgress(
  runs: readonly PlannedRun[],
  { stage, mode }: { stage: ActionStage; mode: ExecutionType },
): ActionsProgress {
  const own = runs.filter(({ action }) => action.when === stage && action.modes.includes(mode));
  if (own.length === 0) return NO_ACTIONS;
  const next = nextActions(
    own.map(({ action }) => action),
    own,
    mode,
  );
  return { ...next, isWhole: own.every(({ state }) => state === "SUCCEEDED") };
}
