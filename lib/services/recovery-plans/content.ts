import { createHash } from "node:crypto";

import { holdProfiles } from "#lib/db/health-profiles.ts";
import { holdGroups, type PlanContent } from "#lib/db/recovery-plans.ts";
import { problemsOfActions } from "#lib/domain/actions/action-checks.ts";
import { AppError, type Conflict, type InvalidParam } from "#lib/domain/errors.ts";
import { requireAcyclic } from "#lib/domain/wave-graph.ts";

import type { Transaction } from "../context.ts";

/** SHA-256, hex, over JSON with sorted keys: two versions that say the same have the same digest. */
export function digestOf(content: PlanContent): string {
  return createHash("sha256").update(canonicalJson(content)).digest("hex");
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, nested: unknown) =>
    typeof nested === "object" && nested !== null && !Array.isArray(nested)
      ? Object.fromEntries(Object.entries(nested).sort(([a], [b]) => (a < b ? -1 : 1)))
      : nested,
  );
}

/** Ids in the database's spelling, so that the same group is the same text everywhere. */
export function toPlanContent(content: PlanContent): PlanContent {
  const { name, description, rtoMinutes, rpoMinutes, drillCleanupMinutes, acceptsDrillWarnings, waves } = content;
  const spelled = waves.map((wave) => ({
    ...wave,
    protectionGroupIds: wave.protectionGroupIds.map((id) => id.toLowerCase()),
  }));
  return { name, description, rtoMinutes, rpoMinutes, drillCleanupMinutes, acceptsDrillWarnings, waves: spelled };
}

/**
 * Throws `UNKNOWN_WAVE`, `CIRCULAR_DEPENDENCY`, or `INVALID_REQUEST` for groups that are unknown or used twice
 * and for unknown health profiles. Afterwards none of them can be deleted until the transaction ends.
 */
export async function requireSoundContent(tx: Transaction, content: PlanContent): Promise<void> {
  requireAcyclic(content.waves.map((wave, index) => ({ ...wave, number: index + 1 })));
  requireSoundActions(content);
  await requireKnownProfiles(tx, content);
  const uses = groupUses(content);
  const groups = await holdGroups(tx.db, [...new Set(uses.map((use) => use.id))]);
  const names = new Map(groups.map((group) => [group.id, group.name]));
  requireKnown(uses.filter((use) => !names.has(use.id)));
  requireOnce(uses, names);
}

/** What a template of an action names must be known when it runs; who is in a group is known at the start only. */
function requireSoundActions(content: PlanContent): void {
  const invalidParams = content.waves.flatMap(({ actions }, w) =>
    problemsOfActions(actions, null).map(({ actionId, path, message }) => {
      const place = actions.findIndex(({ id }) => id === actionId);
      return { name: ["waves", w, "actions", place, ...path].join("."), reason: message };
    }),
  );
  const [first] = invalidParams;
  if (first !== undefined) throw new AppError("INVALID_REQUEST", first.reason, { invalidParams });
}

async function requireKnownProfiles(tx: Transaction, { waves }: PlanContent): Promise<void> {
  const wanted = [...new Set(waves.flatMap(({ healthProfileId }) => healthProfileId ?? []))];
  const known = new Set(wanted.length === 0 ? [] : await holdProfiles(tx.db, wanted));
  const invalidParams = waves.flatMap(({ healthProfileId }, w) =>
    healthProfileId === null || known.has(healthProfileId)
      ? []
      : [{ name: `waves.${w}.healthProfileId`, reason: `There is no health profile ${healthProfileId}.` }],
  );
  const [first] = invalidParams;
  if (first !== undefined) throw new AppError("INVALID_REQUEST", first.reason, { invalidParams });
}

type GroupUse = { id: string; wave: number; waveName: string; param: string };

function groupUses(content: PlanContent): GroupUse[] {
  return content.waves.flatMap((wave, w) =>
    wave.protectionGroupIds.map((id, g) => ({
      id,
      wave: w + 1,
      waveName: wave.name,
      param: `waves.${w}.protectionGroupIds.${g}`,
    })),
  );
}

function requireKnown(unknown: readonly GroupUse[]): void {
  if (unknown.length === 0) return;
  const ids = [...new Set(unknown.map((use) => use.id))].join(", ");
  throw new AppError("INVALID_REQUEST", `There is no protection group with this id: ${ids}.`, {
    invalidParams: unknown.map((use) => ({ name: use.param, reason: `There is no protection group ${use.id}.` })),
  });
}

/** A server is launched once in an execution, so its group can have one place only. */
function requireOnce(uses: readonly GroupUse[], names: ReadonlyMap<string, string>): void {
  const first = new Map<string, GroupUse>();
  const sentences: string[] = [];
  const invalidParams: InvalidParam[] = [];
  const conflicts: Conflict[] = [];
  for (const use of uses) {
    const earlier = first.get(use.id);
    if (earlier === undefined) {
      first.set(use.id, use);
      continue;
    }
    const name = names.get(use.id) ?? use.id;
    const sentence = `"${name}" is in wave ${earlier.wave} "${earlier.waveName}" and in wave ${use.wave} "${use.waveName}".`;
    sentences.push(sentence);
    invalidParams.push({ name: use.param, reason: sentence });
    conflicts.push({ kind: "protection-group", id: use.id, name, detail: sentence });
  }
  if (sentences.length === 0) return;
  const detail = `A group can be in one wave of a plan only, because a server is launched once. ${sentences.slice(0, 5).join(" ")}`;
  throw new AppError("INVALID_REQUEST", detail, { invalidParams, conflicts });
}
