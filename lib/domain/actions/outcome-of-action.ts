import { z } from "zod";

import { type ExecutionType, IllegalTransitionError } from "#lib/domain/execution-status.ts";

import type { Action } from "./action.ts";
import { isRepeatable } from "./action-kind.ts";

/** `UNKNOWN`: it was sent, and nobody can say whether it ran, or how it ended; repeated, it may run twice. */
export const ActionState = z.enum([
  "PENDING",
  "RUNNING",
  "SUCCEEDED",
  "FAILED",
  "TIMED_OUT",
  "CANCELLED",
  "SKIPPED",
  "UNKNOWN",
]);
export type ActionState = z.infer<typeof ActionState>;

const ACTION_TRANSITIONS: Record<ActionState, readonly ActionState[]> = {
  PENDING: ["RUNNING", "SKIPPED", "CANCELLED"],
  RUNNING: ["SUCCEEDED", "FAILED", "TIMED_OUT", "CANCELLED", "UNKNOWN"],
  SUCCEEDED: [],
  // Tried again. A failure that was accepted stays a failure.
  FAILED: ["RUNNING"],
  TIMED_OUT: ["RUNNING"],
  CANCELLED: [],
  SKIPPED: [],
  // Found out later, or tried again because a person or the nature of the action allows it.
  UNKNOWN: ["RUNNING", "SUCCEEDED", "FAILED"],
};

/** The new state. Throws an IllegalTransitionError where the table has no way: a defect, never bad input. */
export function actionTransition(from: ActionState, to: ActionState): ActionState {
  if (ACTION_TRANSITIONS[from].includes(to)) return to;
  throw new IllegalTransitionError(`No way from ${from} to ${to} for an action.`);
}

/** An action in one execution. `starts` counts its tries, also the one that is running. */
export type ActionRun = {
  actionId: string;
  state: ActionState;
  starts: number;
  /** A person wants it tried once more, whatever its retries say. */
  isRetryWanted: boolean;
  /** A person accepted its failure: what comes after it starts. */
  isAccepted: boolean;
};

/** The run of an action that nothing was done for. */
export function newRun(actionId: string): ActionRun {
  return { actionId, state: "PENDING", starts: 0, isRetryWanted: false, isAccepted: false };
}

/** The run once it is started, for the first time or again. Throws an IllegalTransitionError where it cannot be. */
export function startedRun(run: ActionRun): ActionRun {
  return { ...run, state: actionTransition(run.state, "RUNNING"), starts: run.starts + 1, isRetryWanted: false };
}

/** The run in another state. Throws an IllegalTransitionError for a start, which counts, and where there is no way. */
export function movedRun(run: ActionRun, to: Exclude<ActionState, "RUNNING">): ActionRun {
  return { ...run, state: actionTransition(run.state, to) };
}

/** What a person says to a failed action: once more, or on without it. The wave itself is ended elsewhere. */
export type ActionAnswer = "RETRY" | "CONTINUE";

/** The run after a person's answer; the same run where it did not fail. */
export function answeredRun(run: ActionRun, answer: ActionAnswer): ActionRun {
  if (!hasFailed(run.state)) return run;
  return answer === "RETRY" ? { ...run, isRetryWanted: true } : { ...run, isAccepted: true };
}

/** It did not do what it should, as far as anybody knows. */
export function hasFailed(state: ActionState): boolean {
  return state === "FAILED" || state === "TIMED_OUT" || state === "UNKNOWN";
}

type PlannedAction = Pick<Action, "id" | "kind" | "group" | "modes" | "retries" | "onFailure">;

type Fate = "to-start" | "running" | "over" | "asks" | "ends-wave";

/**
 * How far the actions are. `ENDING`: one of them ends the wave, others still run and may be cancelled. `ABORTED`: it
 * ended the wave and nothing runs. `ASKING`: nothing runs until a person answers. `DONE`: what comes after them starts.
 */
export type ActionsStage = "UNDER_WAY" | "ASKING" | "ENDING" | "ABORTED" | "DONE";

export type NextActions = {
  stage: ActionsStage;
  /** Ids of the actions that may start now, side by side. */
  start: string[];
  running: string[];
  /** Ids of failed actions that wait for a person, also while others run. */
  ask: string[];
  /** Ids of actions that failed and are not tried again by themselves. */
  failed: string[];
};

/**
 * What may start now of a wave's actions of one stage (all before its launch, or all after it) in an execution of that
 * type. Groups run in the order of their numbers, the actions of a group side by side; actions of other types are left
 * out. An action without a run has not started.
 */
export function nextActions(
  actions: readonly PlannedAction[],
  runs: readonly ActionRun[],
  mode: ExecutionType,
): NextActions {
  const runOf = new Map(runs.map((run) => [run.actionId, run]));
  const list = actions
    .filter(({ modes }) => modes.includes(mode))
    .map((action) => ({ action, fate: fateOf(action, runOf.get(action.id) ?? newRun(action.id)) }));
  const group = Math.min(...list.filter(({ fate }) => fate !== "over").map(({ action }) => action.group));
  const idsOf = (wanted: Fate): string[] =>
    list.filter(({ action, fate }) => fate === wanted && action.group === group).map(({ action }) => action.id);
  const running = list.filter(({ fate }) => fate === "running").map(({ action }) => action.id);
  const isEnding = list.some(({ fate }) => fate === "ends-wave");
  const start = isEnding ? [] : idsOf("to-start");
  const ask = isEnding ? [] : idsOf("asks");
  const failed = list
    .filter(({ action, fate }) => fate !== "to-start" && hasFailed(runOf.get(action.id)?.state ?? "PENDING"))
    .map(({ action }) => action.id);
  return { stage: stageOf({ isEnding, start, running, ask }), start, running, ask, failed };
}

function stageOf(next: { isEnding: boolean; start: string[]; running: string[]; ask: string[] }): ActionsStage {
  if (next.isEnding) return next.running.length > 0 ? "ENDING" : "ABORTED";
  if (next.start.length + next.running.length > 0) return "UNDER_WAY";
  return next.ask.length > 0 ? "ASKING" : "DONE";
}

function fateOf(action: PlannedAction, run: ActionRun): Fate {
  switch (run.state) {
    case "PENDING":
      return "to-start";
    case "RUNNING":
      return "running";
    case "SUCCEEDED":
    case "SKIPPED":
      return "over";
    case "CANCELLED":
      return "ends-wave";
    case "FAILED":
    case "TIMED_OUT":
    case "UNKNOWN":
      if (run.isAccepted) return "over";
      return mayStartAgain(action, run) ? "to-start" : FATE_OF_FAILURE[action.onFailure];
  }
}

const FATE_OF_FAILURE: Record<Action["onFailure"], Fate> = { ASK: "asks", CONTINUE: "over", ABORT: "ends-wave" };

/** By a person's wish, or by itself while it has retries left and repeating it does no harm. */
function mayStartAgain(action: PlannedAction, run: ActionRun): boolean {
  if (run.isRetryWanted) return true;
  return run.starts <= action.retries && (run.state !== "UNKNOWN" || isRepeatable(action.kind));
}
