import type { ActionStage } from "#lib/domain/actions/action-kind.ts";
import type { ActionRunView } from "#lib/domain/actions/action-view.ts";
import { hasFailed, nextActions } from "#lib/domain/actions/outcome-of-action.ts";
import { type ActionsProgress, NO_ACTIONS } from "#lib/domain/actions/wave-actions.ts";
import type { ExecutionType } from "#lib/domain/execution-status.ts";
import type { ExecutionWaveView } from "#lib/domain/execution.ts";

/** An execution shows only actions that run in it, so that one mode stands for its own. */
const MODE: ExecutionType = "DRILL";

export function actionsOf(wave: Pick<ExecutionWaveView, "actions">, stage: ActionStage): ActionRunView[] {
  return wave.actions.filter((action) => action.stage === stage);
}

/** How far the actions before the launch and after it are, as what judges waves takes them. */
export function wavePhases(actions: readonly ActionRunView[]): { before: ActionsProgress; after: ActionsProgress } {
  return { before: progressOf(actions, "BEFORE"), after: progressOf(actions, "AFTER") };
}

function progressOf(actions: readonly ActionRunView[], stage: ActionStage): ActionsProgress {
  const own = actions.filter((action) => action.stage === stage);
  if (own.length === 0) return NO_ACTIONS;
  const planned = own.map(({ actionId: id, kind, group, mostTries, onFailure }) => {
    return { id, kind, group, modes: [MODE], retries: mostTries - 1, onFailure };
  });
  const runs = own.map(({ actionId, state, tries: starts, isAccepted }) => {
    return { actionId, state, starts, isRetryWanted: false, isAccepted };
  });
  return { ...nextActions(planned, runs, MODE), isWhole: own.every(({ state }) => state === "SUCCEEDED") };
}

/** Failed actions of a wave that a person is asked about. */
export function askedActions({ actions }: Pick<ExecutionWaveView, "actions">): ActionRunView[] {
  const { before, after } = wavePhases(actions);
  const asked = new Set([...before.ask, ...after.ask]);
  return actions.filter(({ actionId }) => asked.has(actionId));
}

/** It did not do what it should, and nobody has accepted that. */
export function isActionProblem({ state, isAccepted }: Pick<ActionRunView, "state" | "isAccepted">): boolean {
  return hasFailed(state) && !isAccepted;
}

/** What an ended execution has to tell of its actions: those that failed, and those that may have run twice. */
export function actionsGoneWrong(waves: readonly ExecutionWaveView[]): ActionRunView[] {
  return waves.flatMap(({ actions }) =>
    actions.filter(({ state, mayHaveRunTwice }) => hasFailed(state) || mayHaveRunTwice),
  );
}

export type TaskToDo = { wave: ExecutionWaveView; run: ActionRunView; task: NonNullable<ActionRunView["task"]> };

/** Manual tasks that wait for a person, those that have waited longest first. */
export function tasksToDo(waves: readonly ExecutionWaveView[]): TaskToDo[] {
  return waves
    .flatMap((wave) =>
      wave.actions.flatMap((run) =>
        run.task !== null && run.state === "RUNNING" ? [{ wave, run, task: run.task }] : [],
      ),
    )
    .toSorted((a, b) => (a.run.startedAt ?? "").localeCompare(b.run.startedAt ?? ""));
}
