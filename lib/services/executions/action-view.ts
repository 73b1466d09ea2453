import { actionOf, type ActionRun } from "#lib/db/action-runs.ts";
import type { Execution, ExecutionServer, ExecutionWave } from "#lib/db/executions.ts";
import { readStoredJson } from "#lib/db/stored-json.ts";
import type { Action } from "#lib/domain/actions/action.ts";
import { ActionOutputs, type ActionRunView } from "#lib/domain/actions/action-view.ts";
import { previewTemplate } from "#lib/domain/actions/render-template.ts";
import type { TemplateData } from "#lib/domain/actions/template-data.ts";

import { isoOf } from "./summary.ts";
import { isMeant, templateData } from "./template-data.ts";

/** What became of the actions of a wave, and what people are asked for, with the values that are known. */
export function toActionRunViews(
  wave: ExecutionWave,
  parts: { execution: Execution; servers: readonly ExecutionServer[]; runs: readonly ActionRun[] },
): ActionRunView[] {
  const runs = parts.runs.filter((run) => run.waveNumber === wave.number);
  const own = parts.servers.filter((server) => server.waveNumber === wave.number);
  return runs.map((run) => {
    const servers = own.filter((server) => isMeant(server, run.stage));
    return toActionRunView(run, () => templateData({ ...parts, wave, servers, runs }));
  });
}

function toActionRunView(run: ActionRun, data: () => TemplateData): ActionRunView {
  const action = actionOf(run);
  return {
    id: run.id,
    actionId: run.actionId,
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
    task: taskOf(action, run, data),
  };
}

function taskOf(action: Action, { takenBy, startedAt }: ActionRun, data: () => TemplateData): ActionRunView["task"] {
  if (action.kind !== "MANUAL_TASK") return null;
  const { assignee = null, inputs, escalateAfterMinutes: minutes } = action;
  const instructions = previewTemplate(action.instructions, data()).text;
  const escalatesAt =
    startedAt === null || minutes === undefined ? null : new Date(startedAt.getTime() + minutes * 60_000);
  return { instructions, assignee, inputs, takenBy, escalatesAt: isoOf(escalatesAt) };
}
