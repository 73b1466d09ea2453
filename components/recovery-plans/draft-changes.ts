import type { ActionList } from "#components/plan-actions/action-list.ts";

import { cleanupMinutes } from "./cleanup-choice.ts";
import type { DraftWave, PlanDraft } from "./draft.ts";

/** What differs from the saved plan, in words; one entry per thing a person would call one change. */
export function draftChanges(saved: PlanDraft, draft: PlanDraft): string[] {
  return [...planChanges(saved, draft), ...waveChanges(saved, draft), ...orderChange(saved, draft)];
}

/** Keys of the waves that are new or differ from the saved plan. */
export function editedWaves(saved: PlanDraft, draft: PlanDraft): Set<string> {
  const before = byKey(saved);
  const edited = draft.waves.filter((wave) => {
    const was = before.get(wave.key);
    return was === undefined || fieldChanges(was, wave).length > 0;
  });
  return new Set(edited.map((wave) => wave.key));
}

function planChanges(saved: PlanDraft, draft: PlanDraft): string[] {
  const changes: string[] = [];
  if (saved.name.trim() !== draft.name.trim()) changes.push("Plan: name");
  if (saved.description.trim() !== draft.description.trim()) changes.push("Plan: description");
  if (saved.rtoMinutes !== draft.rtoMinutes) changes.push("Plan: RTO target");
  if (saved.rpoMinutes !== draft.rpoMinutes) changes.push("Plan: RPO target");
  if (saved.acceptsDrillWarnings !== draft.acceptsDrillWarnings) changes.push("Plan: drill warnings");
  if (cleanupMinutes(saved.drillCleanup) !== cleanupMinutes(draft.drillCleanup)) {
    changes.push("Plan: clean-up after drills");
  }
  return changes;
}

function waveChanges(saved: PlanDraft, draft: PlanDraft): string[] {
  const before = byKey(saved);
  const after = byKey(draft);
  const removed = saved.waves.filter((wave) => !after.has(wave.key)).map((wave) => `${titleOf(wave)}: removed`);
  const others = draft.waves.flatMap((wave) => {
    const was = before.get(wave.key);
    if (was === undefined) return [`${titleOf(wave)}: added`];
    return fieldChanges(was, wave, after).map((field) => `${titleOf(wave)}: ${field}`);
  });
  return [...removed, ...others];
}

/** Lost dependencies on a removed wave belong to the removal and are no change of their own. */
function fieldChanges(was: DraftWave, wave: DraftWave, left?: ReadonlyMap<string, DraftWave>): string[] {
  const changes: string[] = [];
  const dependsOn = left === undefined ? was.dependsOn : was.dependsOn.filter((key) => left.has(key));
  if (was.name.trim() !== wave.name.trim()) changes.push("name");
  if (!isSameSet(was.protectionGroupIds, wave.protectionGroupIds)) changes.push("protection groups");
  if (!isSameSet(dependsOn, wave.dependsOn)) changes.push("starts after");
  return [...changes, ...actionChanges(was.actions, wave.actions), ...policyChanges(was, wave)];
}

/** Actions by their names: what was added, removed, changed, and whether the rest changed places. */
function actionChanges(was: ActionList, actions: ActionList): string[] {
  const before = new Map(was.map((action) => [action.id, action]));
  const after = new Set(actions.map(({ id }) => id));
  const removed = was.filter(({ id }) => !after.has(id)).map((action) => `${quoted(action)} removed`);
  const others = actions.flatMap((action) => {
    const old = before.get(action.id);
    if (old === undefined) return [`${quoted(action)} added`];
    return JSON.stringify(old) === JSON.stringify(action) ? [] : [`${quoted(action)} changed`];
  });
  const order = was.filter(({ id }) => after.has(id)).map(({ id }) => id);
  const kept = actions.filter(({ id }) => before.has(id)).map(({ id }) => id);
  return [...removed, ...others, ...(order.join() === kept.join() ? [] : ["order of actions"])];
}

function quoted({ name }: { name: string }): string {
  return name.trim() === "" ? "an action without a name" : `“${name.trim()}”`;
}

function policyChanges(was: DraftWave, wave: DraftWave): string[] {
  const changes: string[] = [];
  if (was.onFailure !== wave.onFailure) changes.push("when a server fails");
  if (was.passPercent !== wave.passPercent) changes.push("passes when healthy");
  if (was.automaticRetries !== wave.automaticRetries) changes.push("automatic retries");
  if (!isSameSet(was.optionalServerIds, wave.optionalServerIds)) changes.push("servers that may fail");
  if (was.launchTimeoutMinutes !== wave.launchTimeoutMinutes) changes.push("launch timeout");
  if (was.healthTimeoutMinutes !== wave.healthTimeoutMinutes) changes.push("health timeout");
  if (was.healthProfileId !== wave.healthProfileId) changes.push("health profile");
  return changes;
}

function orderChange(saved: PlanDraft, draft: PlanDraft): string[] {
  const before = byKey(saved);
  const after = byKey(draft);
  const was = saved.waves.filter((wave) => after.has(wave.key)).map((wave) => wave.key);
  const is = draft.waves.filter((wave) => before.has(wave.key)).map((wave) => wave.key);
  return was.join() === is.join() ? [] : ["Plan: order of waves"];
}

function byKey(draft: PlanDraft): Map<string, DraftWave> {
  return new Map(draft.waves.map((wave) => [wave.key, wave]));
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  const known = new Set(b);
  return a.length === b.length && a.every((entry) => known.has(entry));
}

function titleOf(wave: DraftWave): string {
  return wave.name.trim() === "" ? "A wave without a name" : wave.name.trim();
}
