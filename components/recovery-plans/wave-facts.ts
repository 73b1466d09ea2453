import type { ProtectionGroupSummary } from "#lib/domain/protection-group.ts";
import type { RecoveryPlanView } from "#lib/domain/recovery-plan.ts";

import type { DraftWave } from "./draft.ts";

/** What the editor knows of a protection group; the plan tells it for groups the list has not brought yet. */
export type GroupFacts = Pick<
  ProtectionGroupSummary,
  "id" | "name" | "accountName" | "region" | "serverCount" | "recoverableCount"
>;

export type GroupsById = ReadonlyMap<string, GroupFacts>;

export function groupsById(
  plan: RecoveryPlanView | null,
  groups: readonly ProtectionGroupSummary[] | undefined,
): GroupsById {
  const fromPlan = plan?.waves.flatMap((wave) => wave.protectionGroups) ?? [];
  return new Map([...fromPlan, ...(groups ?? [])].map((group) => [group.id, group]));
}

export type WaveFacts = { groupNames: string[]; servers: number; recoverable: number };

export function waveFacts(wave: Pick<DraftWave, "protectionGroupIds">, groups: GroupsById): WaveFacts {
  const found = wave.protectionGroupIds.flatMap((id) => groups.get(id) ?? []);
  return {
    groupNames: found.map((group) => group.name),
    servers: found.reduce((sum, group) => sum + group.serverCount, 0),
    recoverable: found.reduce((sum, group) => sum + group.recoverableCount, 0),
  };
}
