import { findCycle, waveLevels, type WaveNode } from "#lib/domain/wave-graph.ts";

import { connectWaves, numberOf, type DraftWave, type PlanDraft } from "./draft.ts";

export type DraftNode = WaveNode & { key: string };

export function draftNodes(draft: PlanDraft): DraftNode[] {
  return draft.waves.map((wave, index) => ({
    key: wave.key,
    number: index + 1,
    name: wave.name,
    dependsOn: wave.dependsOn.map((key) => numberOf(draft, key)),
  }));
}

export function waveLabel(draft: PlanDraft, wave: Pick<DraftWave, "key" | "name">): string {
  const number = numberOf(draft, wave.key);
  return wave.name.trim() === "" ? `wave ${number}` : `${number} ${wave.name.trim()}`;
}

/** The waves that would wait for each other if `to` waited for `from`, in order, the first one again at the end; null when none would. */
export function cycleIfConnected(draft: PlanDraft, from: string, to: string): string[] | null {
  if (from === to) return null;
  const cycle = findCycle(draftNodes(connectWaves(draft, from, to)));
  if (cycle === null) return null;
  const names = cycle.map((node) => waveLabel(draft, node));
  return [...names, ...names.slice(0, 1)];
}

export function cycleWords(names: readonly string[]): string {
  return `Not connected. These waves would wait for each other: ${names.join(" → ")}.`;
}

/** Column of each wave by its key. A draft never holds a cycle: connections that would close one are refused. */
export function draftLevels(draft: PlanDraft): Map<string, number> {
  const nodes = draftNodes(draft);
  const levels = waveLevels(nodes);
  return new Map(nodes.map((node) => [node.key, levels.get(node.number) ?? 0]));
}
