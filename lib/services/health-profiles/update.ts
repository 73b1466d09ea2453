import { saveProfile } from "#lib/db/health-profiles.ts";
import { type HealthProfileView, UpdateHealthProfileInput } from "#lib/domain/health-gates/health-profile.ts";
import { nameKey } from "#lib/domain/names.ts";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission } from "../context.ts";
import { staleVersion } from "../stale-version.ts";
import { inTransaction } from "../transaction.ts";
import { getProfileRecord } from "./get.ts";
import { requireFreeProfileName } from "./rules.ts";
import { toHealthProfileView } from "./view.ts";

/** Saves over the version that was read; `VERSION_CONFLICT` when somebody else saved first. What runs keeps what it had. */
export async function updateHealthProfile(
  ctx: Context,
  id: string,
  input: UpdateHealthProfileInput,
): Promise<HealthProfileView> {
  requirePermission(ctx, "plan:write");
  const { version, ...change } = UpdateHealthProfileInput.parse(input);
  return inTransaction(ctx, async (tx) => {
    const before = await getProfileRecord(tx.db, id);
    if (before.version !== version) throw staleVersion(`"${before.name}"`);
    await requireFreeProfileName(tx, change.name, before.id);
    const fields = { ...change, nameKey: nameKey(change.name) };
    if (!(await saveProfile(tx.db, before, { fields, at: tx.now() }))) throw staleVersion(`"${before.name}"`);
    await recordAudit(tx, {
      action: "health-profile.update",
      entity: { kind: "health-profile", id: before.id, name: change.name },
      detail: {
        version: version + 1,
        nameBefore: before.name,
        before: { gates: before.gates, stableSeconds: before.stableSeconds },
        after: { gates: change.gates, stableSeconds: change.stableSeconds },
      },
    });
    return toHealthProfileView(await getProfileRecord(tx.db, before.id));
  });
}
