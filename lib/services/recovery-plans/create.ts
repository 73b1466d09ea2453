import { insertPlan } from "#lib/db/recovery-plans.ts";
import { CreateRecoveryPlanInput, type RecoveryPlanView } from "#lib/domain/recovery-plan.ts";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission } from "../context.ts";
import { inTransaction } from "../transaction.ts";
import { digestOf, requireSoundContent, toPlanContent } from "./content.ts";
import { loadPlanView } from "./get.ts";
import { getPlanRecord, requireFreePlanName } from "./rules.ts";

export async function createRecoveryPlan(ctx: Context, input: CreateRecoveryPlanInput): Promise<RecoveryPlanView> {
  requirePermission(ctx, "plan:write");
  const content = toPlanContent(CreateRecoveryPlanInput.parse(input));
  return inTransaction(ctx, async (tx) => {
    await requireFreePlanName(tx, content.name);
    await requireSoundContent(tx, content);
    const digest = digestOf(content);
    const id = await insertPlan(tx.db, { content, digest, savedBy: tx.actor.name, at: tx.now() });
    await recordAudit(tx, {
      action: "recovery-plan.create",
      entity: { kind: "recovery-plan", id, name: content.name },
      detail: { version: 1, digest },
    });
    return loadPlanView(tx.db, await getPlanRecord(tx.db, id));
  });
}
