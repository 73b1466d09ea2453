import { actionInputs, type ActionList, draftActions } from "#components/plan-actions/action-list.ts";
import type { CreateRecoveryPlanInput, RecoveryPlanView, WaveInput } from "#lib/domain/recovery-plan.ts";
import { WAVE_POLICY_DEFAULTS, type OnFailure } from "#lib/domain/wave-policy.ts";

import { type CleanupChoice, cleanupChoice, cleanupMinutes } from "./cleanup-choice.ts";

/**
 * A wave while it is edited. It has a key that never changes, and dependencies are keys, so that removing or
 * moving a wave cannot make another one wait for the wrong wave. Its number is its place in the draft.
 */
export type DraftWave = {
  key: string;
  name: string;
  protectionGroupIds: readonly string[];
  dependsOn: readonly string[];
  onFailure: OnFailure;
  /** Empty fields are null until the draft is saved. */
  passPercent: number | null;
  automaticRetries: number;
  optionalServerIds: readonly string[];
  launchTimeoutMinutes: number | null;
  healthTimeoutMinutes: number | null;
  /** Null: EC2 status checks only. */
  healthProfileId: string | null;
  actions: ActionList;
};

export type PlanDraft = {
  name: string;
  description: string;
  rtoMinutes: number | null;
  rpoMinutes: number | null;
  acceptsDrillWarnings: boolean;
  drillCleanup: CleanupChoice;
  waves: readonly DraftWave[];
  nextKey: number;
};

export function emptyDraft(): PlanDraft {
  return {
    name: "",
    description: "",
    rtoMinutes: null,
    rpoMinutes: null,
    acceptsDrillWarnings: false,
    drillCleanup: cleanupChoice(null),
    waves: [],
    nextKey: 1,
  };
}

/** The saved plan as a draft; waves get the keys `1`, `2` … of their saved numbers. */
export function draftOf(plan: RecoveryPlanView): PlanDraft {
  return {
    name: plan.name,
    description: plan.description ?? "",
    rtoMinutes: plan.rtoMinutes,
    rpoMinutes: plan.rpoMinutes,
    acceptsDrillWarnings: plan.acceptsDrillWarnings,
    drillCleanup: cleanupChoice(plan.drillCleanupMinutes),
    waves: plan.waves.map((wave) => ({
      key: String(wave.number),
      name: wave.name,
      protectionGroupIds: wave.protectionGroupIds,
      dependsOn: wave.dependsOn.map(String),
      onFailure: wave.onFailure,
      passPercent: wave.passPercent,
      automaticRetries: wave.automaticRetries,
      optionalServerIds: wave.optionalServerIds,
      launchTimeoutMinutes: wave.launchTimeoutMinutes,
      healthTimeoutMinutes: wave.healthTimeoutMinutes,
      healthProfileId: wave.healthProfileId,
      actions: draftActions(wave.actions),
    })),
    nextKey: plan.waves.length + 1,
  };
}

/** Adds a wave at the end; it starts after `after` where one is given. */
export function addWave(draft: PlanDraft, after: string | null = null): PlanDraft {
  const wave: DraftWave = {
    key: String(draft.nextKey),
    name: "",
    protectionGroupIds: [],
    dependsOn: after === null ? [] : [after],
    ...WAVE_POLICY_DEFAULTS,
    healthProfileId: null,
    actions: [],
  };
  return { ...draft, waves: [...draft.waves, wave], nextKey: draft.nextKey + 1 };
}

/** Removes a wave and every dependency on it. Waves behind it move up one number. */
export function removeWave(draft: PlanDraft, key: string): PlanDraft {
  const waves = draft.waves
    .filter((wave) => wave.key !== key)
    .map((wave) => ({ ...wave, dependsOn: wave.dependsOn.filter((other) => other !== key) }));
  return { ...draft, waves };
}

/** Moves a wave to another place, which changes numbers but never who waits for whom. */
export function moveWave(draft: PlanDraft, key: string, toIndex: number): PlanDraft {
  const moved = draft.waves.find((wave) => wave.key === key);
  if (moved === undefined) return draft;
  const others = draft.waves.filter((wave) => wave.key !== key);
  return { ...draft, waves: [...others.slice(0, toIndex), moved, ...others.slice(toIndex)] };
}

export function editWave(draft: PlanDraft, key: string, patch: Partial<Omit<DraftWave, "key">>): PlanDraft {
  return { ...draft, waves: draft.waves.map((wave) => (wave.key === key ? { ...wave, ...patch } : wave)) };
}

/** Makes `to` wait for `from`. */
export function connectWaves(draft: PlanDraft, from: string, to: string): PlanDraft {
  const wave = draft.waves.find((candidate) => candidate.key === to);
  if (wave === undefined || from === to || wave.dependsOn.includes(from)) return draft;
  return editWave(draft, to, { dependsOn: [...wave.dependsOn, from] });
}

export function disconnectWaves(draft: PlanDraft, from: string, to: string): PlanDraft {
  const wave = draft.waves.find((candidate) => candidate.key === to);
  if (wave === undefined) return draft;
  return editWave(draft, to, { dependsOn: wave.dependsOn.filter((key) => key !== from) });
}

/** Number of a wave in the draft, from 1; 0 when it is not in it. */
export function numberOf(draft: PlanDraft, key: string): number {
  return draft.waves.findIndex((wave) => wave.key === key) + 1;
}

export function waveInputs(draft: PlanDraft): WaveInput[] {
  return draft.waves.map((wave) => ({
    name: wave.name,
    protectionGroupIds: [...wave.protectionGroupIds],
    dependsOn: wave.dependsOn.map((key) => numberOf(draft, key)).sort((a, b) => a - b),
    onFailure: wave.onFailure,
    passPercent: wave.passPercent ?? WAVE_POLICY_DEFAULTS.passPercent,
    automaticRetries: wave.automaticRetries,
    optionalServerIds: [...wave.optionalServerIds],
    launchTimeoutMinutes: wave.launchTimeoutMinutes ?? WAVE_POLICY_DEFAULTS.launchTimeoutMinutes,
    healthTimeoutMinutes: wave.healthTimeoutMinutes ?? WAVE_POLICY_DEFAULTS.healthTimeoutMinutes,
    healthProfileId: wave.healthProfileId,
    actions: actionInputs(wave.actions),
  }));
}

export function planInput(draft: PlanDraft): CreateRecoveryPlanInput {
  return {
    name: draft.name,
    description: draft.description,
    rtoMinutes: draft.rtoMinutes,
    rpoMinutes: draft.rpoMinutes,
    acceptsDrillWarnings: draft.acceptsDrillWarnings,
    drillCleanupMinutes: cleanupMinutes(draft.drillCleanup) ?? null,
    waves: waveInputs(draft),
  };
}
