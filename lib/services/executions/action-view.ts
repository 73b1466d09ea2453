import { actionOf, type ActionRun } from "#lib/db/action-runs.ts";
import { readStoredJson } from "#lib/db/stored-json.ts";
import type { Action } from "#lib/domain/actions/action.ts";
import { ActionOutputs, type ActionRunView } from "#lib/domain/actions/action-view.ts";

import { isoOf } from "./summary.ts";

export function toActionRunView(run: ActionRun): ActionRunView {
  const action = actionOf(run);
  return {
    id: run.id,
    name: action.name,
    kind: action.kind,
    stage: run.stage,
    group: action.group,
    onFailure: action.onFailure,
    state: run.state,
    tries: run.starts,
    mostTries: action.retries + 1,
    isAccepted: run.isAccepted,
    mayHaveRunTwice: run.mayHaveRunTwice,
    startedAt: isoOf(run.startedAt),
    endedAt: isoOf(run.endedAt),
    deadlineAt: isoOf(run.deadlineAt),
    error: run.error,
    output: run.output,
    outputCut: run.outputCut,
    request: run.request,
    result: readStoredJson(ActionOutputs.nullable(), run.result),
    task: taskOf(action, run),
  };
}

function taskOf(action: Action, { takenBy }: ActionRun): ActionRunView["task"] {
  if (action.kind !== "MANUAL_TASK") return null;
  const { instructions, assignee = null, inputs } = action;
  return { instructions, assignee, inputs, takenBy };
}
