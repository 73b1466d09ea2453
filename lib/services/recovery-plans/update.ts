import { savePlan } from "#lib/db/recovery-plans.ts";
import { type RecoveryPlanView, UpdateRecoveryPlanInput } from "#lib/domain/recovery-plan.ts";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission } from "../context.ts";
import { staleVersion } from "../stale-version.ts";
import { inTransaction } from "../transaction.ts";
import { digestOf, requireSoundContent, toPlanContent } from "./content.ts";
import { loadPlanView } from "./get.ts";
import { getPlanRecord, requireFreePlanName } from "./rules.ts";

/** Adds a version. What runs keeps the version that it was started with. */
export async function updateRecoveryPlan(
  ctx: Context,
  id: string,
  input: UpdateRecoveryPlanInput,
): Promise<RecoveryPlanView> {
  requirePermission(ctx, "plan:write");
  const { version, ...fields } = UpdateRecoveryPlanInput.parse(input);
  const content = toPlanContent(fields);
  return inTransaction(ctx, async (tx) => {
    const plan = await getPlanRecord(tx.db, id);
    if (plan.version !== version) throw staleVersion(`"${plan.name}"`);
    await requireFreePlanName(tx, content.name, plan.id);
    await requireSoundContent(tx, content);
    const save = { content, digest: digestOf(content), savedBy: tx.actor.name, at: tx.now() };
    if (!(await savePlan(tx.db, plan, save))) throw staleVersion(`"${plan.name}"`);
    await recordAudit(tx, {
      action: "recovery-plan.update",
      entity: { kind: "recovery-plan", id: plan.id, name: content.name },
      detail: { version: version + 1, digest: save.digest, nameBefore: plan.name },
    });
    return loadPlanView(tx.db, await getPlanRecord(tx.db, id));
  });
}
