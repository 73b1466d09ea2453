import type { ActionList } from "#components/plan-actions/action-list.ts";
import { fieldOfPath } from "#components/plan-actions/action-paths.ts";
import type { InvalidParam } from "#lib/domain/errors.ts";

import { cleanupProblem } from "./cleanup-choice.ts";
import type { DraftWave, PlanDraft } from "./draft.ts";

/**
 * What keeps a draft from being saved, each at its field. Keys: `name`, `waves`, `<wave key>/<field>`, or
 * `<wave key>/actions/<action id>/<field>`.
 */
export type DraftProblems = ReadonlyMap<string, string>;

export type WaveField = Exclude<keyof DraftWave, "key">;

const LONGEST_TIMEOUT_MINUTES = 1440;

/** What is wrong with the actions of a wave, by `<action id>/<field>`. */
export type CheckActions = (actions: ActionList) => ReadonlyMap<string, string>;

/** Actions are checked by what reads their templates, which is loaded when there are some. */
export function draftProblems(draft: PlanDraft, checkActions: CheckActions | null): DraftProblems {
  const problems = new Map<string, string>();
  if (draft.name.trim() === "") problems.set("name", "Give the plan a name.");
  const cleanup = cleanupProblem(draft.drillCleanup);
  if (cleanup !== undefined) problems.set("drillCleanup", cleanup);
  if (draft.waves.length === 0) problems.set("waves", "A plan needs at least one wave. Add the first one.");
  for (const wave of draft.waves) {
    if (wave.name.trim() === "") problems.set(fieldKey(wave.key, "name"), "Give the wave a name.");
    if (wave.protectionGroupIds.length === 0) {
      problems.set(fieldKey(wave.key, "protectionGroupIds"), "Add at least one protection group.");
    }
    for (const [key, problem] of checkActions?.(wave.actions) ?? []) {
      problems.set(`${fieldKey(wave.key, "actions")}/${key}`, problem);
    }
    for (const [field, problem] of policyProblems(wave)) problems.set(fieldKey(wave.key, field), problem);
  }
  return problems;
}

function policyProblems(wave: DraftWave): [WaveField, string][] {
  const problems: [WaveField, string][] = [];
  if (!isWithin(wave.passPercent, 100)) problems.push(["passPercent", "Between 1 and 100 percent."]);
  for (const field of ["launchTimeoutMinutes", "healthTimeoutMinutes"] as const) {
    if (isWithin(wave[field], LONGEST_TIMEOUT_MINUTES)) continue;
    problems.push([field, "Between 1 minute and 24 hours (1,440 minutes)."]);
  }
  return problems;
}

export function fieldKey(waveKey: string, field: WaveField): string {
  return `${waveKey}/${field}`;
}

/** Key of the wave a problem belongs to; null when it is the plan's own. */
export function waveOfProblem(problemKey: string): string | null {
  const [waveKey, field] = problemKey.split("/");
  return field === undefined ? null : (waveKey ?? null);
}

/**
 * The server's objections at the fields of the draft that was sent. It names waves by their place, as in
 * `waves.2.name` or `waves[2].name`, counted from 0; what has no field here comes back in `rest`.
 */
export function placeInvalidParams(
  draft: PlanDraft,
  params: readonly InvalidParam[],
): { problems: DraftProblems; rest: InvalidParam[] } {
  const problems = new Map<string, string>();
  const rest: InvalidParam[] = [];
  for (const param of params) {
    const key = placeOf(draft, param.name);
    if (key === null) rest.push(param);
    else problems.set(key, param.reason);
  }
  return { problems, rest };
}

const PLAN_FIELDS = ["name", "description", "rtoMinutes", "rpoMinutes"];
const WAVE_FIELDS: readonly WaveField[] = [
  "name",
  "protectionGroupIds",
  "dependsOn",
  "onFailure",
  "passPercent",
  "automaticRetries",
  "optionalServerIds",
  "launchTimeoutMinutes",
  "healthTimeoutMinutes",
  "healthProfileId",
  "actions",
];

function placeOf(draft: PlanDraft, name: string): string | null {
  const [first = "", index, field, ...path] = name.split(/[.[\]/]+/).filter((part) => part !== "");
  if (PLAN_FIELDS.includes(first)) return first;
  if (first === "drillCleanupMinutes") return "drillCleanup";
  if (first !== "waves") return null;
  if (index === undefined) return "waves";
  const wave = draft.waves[Number(index)];
  const known = WAVE_FIELDS.find((candidate) => candidate === field);
  if (wave === undefined || known === undefined) return null;
  return known === "actions" ? placeOfAction(wave, path) : fieldKey(wave.key, known);
}

/** Actions are sent in the order of the draft. */
function placeOfAction(wave: DraftWave, [index, ...path]: readonly string[]): string {
  const key = fieldKey(wave.key, "actions");
  const action = index === undefined ? undefined : wave.actions[Number(index)];
  return action === undefined ? key : `${key}/${action.id}/${fieldOfPath(action, path).field}`;
}

function isWithin(value: number | null, most: number): boolean {
  return value !== null && Number.isInteger(value) && value >= 1 && value <= most;
}
