import type { ChangeWaveInput } from "#lib/domain/execution-input.ts";
import type { ExecutionWaveView } from "#lib/domain/execution.ts";
import { findCycle } from "#lib/domain/wave-graph.ts";
import { type OnFailure, WAVE_POLICY_FIELDS } from "#lib/domain/wave-policy.ts";

/** What the dialog edits; null where a number was cleared. */
export type WaveDraft = {
  name: string;
  dependsOn: number[];
  onFailure: OnFailure;
  passPercent: number | null;
  automaticRetries: number | null;
  launchTimeoutMinutes: number | null;
  healthTimeoutMinutes: number | null;
  optionalServerIds: string[];
};

export function draftOf(wave: ExecutionWaveView): WaveDraft {
  const { name, dependsOn, onFailure, passPercent, automaticRetries } = wave;
  const { launchTimeoutMinutes, healthTimeoutMinutes } = wave;
  return {
    name,
    dependsOn: [...dependsOn],
    onFailure,
    passPercent,
    automaticRetries,
    launchTimeoutMinutes,
    healthTimeoutMinutes,
    optionalServerIds: optionalIds(wave),
  };
}

export type DraftErrors = Partial<Record<keyof WaveDraft, string>>;

/** What is wrong with a draft, field by field. */
export function draftErrors(
  draft: WaveDraft,
  wave: ExecutionWaveView,
  waves: readonly ExecutionWaveView[],
): DraftErrors {
  const errors: DraftErrors = {};
  if (draft.name.trim() === "") errors.name = "A wave needs a name.";
  const cycle = findCycle(
    waves.map((each) => (each.number === wave.number ? { ...each, dependsOn: draft.dependsOn } : each)),
  );
  if (cycle !== null)
    errors.dependsOn = `These waves would wait for each other: ${cycle.map(({ number }) => number).join(", ")}.`;
  for (const field of ["passPercent", "automaticRetries", "launchTimeoutMinutes", "healthTimeoutMinutes"] as const) {
    if (draft[field] === null || !WAVE_POLICY_FIELDS[field].safeParse(draft[field]).success)
      errors[field] = RANGE[field];
  }
  return errors;
}

const RANGE = {
  passPercent: "From 1 to 100.",
  automaticRetries: "From 0 to 3.",
  launchTimeoutMinutes: "From 1 to 1,440 minutes.",
  healthTimeoutMinutes: "From 1 to 1,440 minutes.",
};

/** Only what was changed; null when nothing was. */
export function changeOf(draft: WaveDraft, wave: ExecutionWaveView): Omit<ChangeWaveInput, "comment"> | null {
  const before = draftOf(wave);
  const changes: [keyof WaveDraft, unknown][] = (Object.keys(before) as (keyof WaveDraft)[])
    .filter((field) => !isSame(draft[field], before[field]))
    .map((field) => [field, field === "name" ? draft.name.trim() : draft[field]]);
  return changes.length === 0 ? null : Object.fromEntries(changes);
}

function isSame(a: WaveDraft[keyof WaveDraft], b: WaveDraft[keyof WaveDraft]): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.toSorted().join() === b.toSorted().join();
}

function optionalIds(wave: ExecutionWaveView): string[] {
  return wave.servers.filter((server) => !server.isCritical).map((server) => server.sourceServerId);
}
