import type { HealthProfileRecord } from "#lib/db/health-profiles.ts";
import type { HealthProfileView } from "#lib/domain/health-gates/health-profile.ts";

export function toHealthProfileView(profile: HealthProfileRecord): HealthProfileView {
  const { id, name, description, gates, stableSeconds, version, updatedAt, plans } = profile;
  const usedBy = plans.map((plan) => ({ planId: plan.id, name: plan.name }));
  return { id, name, description, gates, stableSeconds, version, updatedAt: updatedAt.toISOString(), usedBy };
}
