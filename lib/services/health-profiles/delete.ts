import { deleteProfileRow, type HealthProfileRecord, lockProfile } from "#lib/db/health-profiles.ts";
import { AppError } from "#lib/domain/errors.ts";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission } from "../context.ts";
import { inTransaction } from "../transaction.ts";
import { getProfileRecord } from "./get.ts";

/** Throws `HEALTH_PROFILE_IN_USE`, naming the plans that use it. What runs has a copy of its own. */
export async function deleteHealthProfile(ctx: Context, id: string): Promise<void> {
  requirePermission(ctx, "plan:write");
  await inTransaction(ctx, async (tx) => {
    await lockProfile(tx.db, (await getProfileRecord(tx.db, id)).id);
    const profile = await getProfileRecord(tx.db, id);
    requireNoPlan(profile);
    await deleteProfileRow(tx.db, profile.id);
    await recordAudit(tx, {
      action: "health-profile.delete",
      entity: { kind: "health-profile", id: profile.id, name: profile.name },
      detail: { gates: profile.gates, stableSeconds: profile.stableSeconds },
    });
  });
}

function requireNoPlan({ name, plans }: HealthProfileRecord): void {
  if (plans.length === 0) return;
  const users = plans.map((plan) => `"${plan.name}"`).join(", ");
  throw new AppError("HEALTH_PROFILE_IN_USE", `"${name}" is used by ${users}. Choose another profile there first.`, {
    conflicts: plans.map((plan) => ({ kind: "recovery-plan", ...plan })),
  });
}
