import type { InvalidParam } from "#lib/domain/errors.ts";

import type { PlanDraft } from "./draft.ts";

/** What keeps a draft from being saved, each at its field. Keys: `name`, `waves`, or `<wave key>/<field>`. */
export type DraftProblems = ReadonlyMap<string, string>;

export type WaveField = "name" | "protectionGroupIds" | "dependsOn" | "healthTimeoutMinutes";

const LONGEST_HEALTH_TIMEOUT_MINUTES = 1440;

export function draftProblems(draft: PlanDraft): DraftProblems {
  const problems = new Map<string, string>();
  if (draft.name.trim() === "") problems.set("name", "Give the plan a name.");
  if (draft.waves.length === 0) problems.set("waves", "A plan needs at least one wave. Add the first one.");
  for (const wave of draft.waves) {
    if (wave.name.trim() === "") problems.set(fieldKey(wave.key, "name"), "Give the wave a name.");
    if (wave.protectionGroupIds.length === 0) {
      problems.set(fieldKey(wave.key, "protectionGroupIds"), "Add at least one protection group.");
    }
    if (!isHealthTimeout(wave.healthTimeoutMinutes)) {
      problems.set(fieldKey(wave.key, "healthTimeoutMinutes"), "Between 1 minute and 24 hours (1,440 minutes).");
    }
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
const WAVE_FIELDS: readonly WaveField[] = ["name", "protectionGroupIds", "dependsOn", "healthTimeoutMinutes"];

function placeOf(draft: PlanDraft, name: string): string | null {
  const [first = "", index, field] = name.split(/[.[\]/]+/).filter((part) => part !== "");
  if (PLAN_FIELDS.includes(first)) return first;
  if (first !== "waves") return null;
  if (index === undefined) return "waves";
  const wave = draft.waves[Number(index)];
  const known = WAVE_FIELDS.find((candidate) => candidate === field);
  return wave === undefined || known === undefined ? null : fieldKey(wave.key, known);
}

function isHealthTimeout(minutes: number | null): boolean {
  return minutes !== null && Number.isInteger(minutes) && minutes >= 1 && minutes <= LONGEST_HEALTH_TIMEOUT_MINUTES;
}
