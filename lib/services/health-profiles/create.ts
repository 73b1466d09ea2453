import { insertProfile } from "#lib/db/health-profiles.ts";
import { HealthProfileInput, type HealthProfileView } from "#lib/domain/health-gates/health-profile.ts";
import { nameKey } from "#lib/domain/names.ts";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission } from "../context.ts";
import { inTransaction } from "../transaction.ts";
import { getProfileRecord } from "./get.ts";
import { requireFreeProfileName } from "./rules.ts";
import { toHealthProfileView } from "./view.ts";

export async function createHealthProfile(ctx: Context, input: HealthProfileInput): Promise<HealthProfileView> {
  requirePermission(ctx, "plan:write");
  const profile = HealthProfileInput.parse(input);
  return inTransaction(ctx, async (tx) => {
    await requireFreeProfileName(tx, profile.name);
    const id = await insertProfile(tx.db, { ...profile, nameKey: nameKey(profile.name) }, tx.now());
    await recordAudit(tx, {
      action: "health-profile.create",
      entity: { kind: "health-profile", id, name: profile.name },
      detail: { gates: profile.gates, stableSeconds: profile.stableSeconds },
    });
    return toHealthProfileView(await getProfileRecord(tx.db, id));
  });
}
