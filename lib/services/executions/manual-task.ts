import { actionOf, type ActionRun, findActionRun, toJson, updateActionRun } from "#lib/db/action-runs.ts";
import { CompleteTaskInput } from "#lib/domain/actions/action-view.ts";
import { actionTransition } from "#lib/domain/actions/outcome-of-action.ts";
import type { Action } from "#lib/domain/actions/action.ts";
import { AppError } from "#lib/domain/errors.ts";
import { ControlExecutionInput } from "#lib/domain/execution-input.ts";
import type { z } from "zod";

import { type Context, requirePermission } from "../context.ts";
import { requireRowId } from "../row-id.ts";
import { recordAct, requireGoingOn, requireMayChange } from "./control-rules.ts";
import { getExecutionRow } from "./get.ts";
import { type ExecutionTransaction, inExecution } from "./locked.ts";
import { settle } from "./settle.ts";

type TaskOf = { executionId: string; actionRunId: string };

/** Says that the actor does a manual task, so that nobody else begins it. Who takes it over from somebody may. */
export async function takeTask(ctx: Context, input: TaskOf & ControlExecutionInput): Promise<void> {
  requirePermission(ctx, "execution:control");
  const { executionId, actionRunId, ...body } = input;
  const { comment } = ControlExecutionInput.parse(body);
  const { id } = await getExecutionRow(ctx.db, executionId);
  await inExecution(ctx, id, async (tx) => {
    requireMayChange(tx);
    requireGoingOn(tx);
    const { run, task } = await getTask(tx, actionRunId);
    requireWaiting(run, task);
    if (run.takenById === tx.actor.id) return;
    await updateActionRun(tx.db, run.id, { takenBy: tx.actor.name, takenById: tx.actor.id });
    await recordAct(tx, { act: "take-task", words: `does "${task.name}"`, comment, wave: run.waveNumber });
  });
}

/**
 * Says that a manual task is done, or cannot be. What its inputs ask for is kept for later actions. Saying it twice is
 * saying it once.
 */
export async function completeTask(ctx: Context, input: TaskOf & CompleteTaskInput): Promise<void> {
  requirePermission(ctx, "execution:control");
  const { executionId, actionRunId, ...body } = input;
  const given = CompleteTaskInput.parse(body);
  const { id } = await getExecutionRow(ctx.db, executionId);
  await inExecution(ctx, id, async (tx) => {
    requireMayChange(tx);
    const { run, task } = await getTask(tx, actionRunId);
    const state = given.outcome === "DONE" ? "SUCCEEDED" : "FAILED";
    if (run.state === state && run.takenById === tx.actor.id) return;
    requireGoingOn(tx);
    requireWaiting(run, task);
    const inputs = given.outcome === "DONE" ? requireInputs(task, given.inputs) : {};
    const words = given.outcome === "DONE" ? `did "${task.name}"` : `could not do "${task.name}"`;
    await updateActionRun(tx.db, run.id, {
      state: actionTransition(run.state, state),
      ...{ takenBy: tx.actor.name, takenById: tx.actor.id },
      result: toJson(inputs),
      error: given.outcome === "DONE" ? null : (given.comment ?? `${tx.actor.name} says that it cannot be done.`),
      output: given.outcome === "DONE" ? given.comment : null,
      ...{ endedAt: tx.now(), claimedBy: null, claimUntil: null, dueAt: null },
    });
    await recordAct(tx, {
      act: "complete-task",
      words,
      comment: given.comment,
      wave: run.waveNumber,
      detail: { actionId: run.actionId, outcome: given.outcome, inputs },
    });
    await settle(tx);
  });
}

type ManualTask = Extract<Action, { kind: "MANUAL_TASK" }>;

async function getTask(tx: ExecutionTransaction, actionRunId: string): Promise<{ run: ActionRun; task: ManualTask }> {
  const missing = "The execution has no such task.";
  const run = await findActionRun(tx.db, requireRowId(actionRunId, missing));
  if (run?.executionId !== tx.execution.id) throw new AppError("NOT_FOUND", missing);
  const action = actionOf(run);
  if (action.kind !== "MANUAL_TASK") {
    throw new AppError("INVALID_STATE", `"${action.name}" is not a manual task: it ends by itself.`);
  }
  return { run, task: action };
}

function requireWaiting(run: ActionRun, { name }: ManualTask): void {
  if (run.state !== "RUNNING")
    throw new AppError("INVALID_STATE", `"${name}" is ${run.state}, nobody is asked for it.`);
}

function requireInputs(task: ManualTask, given: z.output<typeof CompleteTaskInput>["inputs"]): Record<string, string> {
  const unknown = Object.keys(given).filter((name) => !task.inputs.some((input) => input.name === name));
  const missing = task.inputs.filter(({ name, required }) => required && (given[name] ?? "") === "");
  const invalidParams = [
    ...unknown.map((name) => ({ name: `inputs.${name}`, reason: "The task does not ask for this." })),
    ...missing.map(({ name, label }) => ({ name: `inputs.${name}`, reason: `${label} is asked for.` })),
  ];
  if (invalidParams.length > 0) {
    throw new AppError("INVALID_REQUEST", "What the task asks for is not complete.", { invalidParams });
  }
  return Object.fromEntries(task.inputs.map(({ name }) => [name, given[name] ?? ""]));
}
