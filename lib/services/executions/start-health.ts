import { findProfiles } from "#lib/db/health-profiles.ts";
import type { PlanContent } from "#lib/db/recovery-plans.ts";
import type { WaveHealth } from "#lib/domain/health-gates/health-profile.ts";

import type { Transaction } from "../context.ts";

/** The health profiles of a plan's waves as they are now, wave by wave; null where a wave has none. */
export async function resolveWaveHealth(tx: Transaction, { waves }: PlanContent): Promise<(WaveHealth | null)[]> {
  const ids = [...new Set(waves.flatMap(({ healthProfileId }) => healthProfileId ?? []))];
  const profiles = new Map(ids.length === 0 ? [] : (await findProfiles(tx.db, ids)).map((each) => [each.id, each]));
  return waves.map(({ healthProfileId }) => {
    if (healthProfileId === null) return null;
    const profile = profiles.get(healthProfileId);
    if (profile === undefined) throw new Error("A health profile of a plan is gone.");
    const { id, name, gates, stableSeconds } = profile;
    return { profileId: id, name, gates, stableSeconds };
  });
}
