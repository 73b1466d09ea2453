import { executionsOfPlans } from "#lib/db/plan-facts.ts";
import { deletePlanRow, lockPlan, type PlanRecord } from "#lib/db/recovery-plans.ts";
import { AppError } from "#lib/domain/errors.ts";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission, type Transaction } from "../context.ts";
import { inTransaction } from "../transaction.ts";
import { getPlanRecord } from "./rules.ts";

/** Throws `PLAN_IN_USE` while an execution has not ended. Ended executions stay readable. */
export async function deleteRecoveryPlan(ctx: Context, id: string): Promise<void> {
  requirePermission(ctx, "plan:write");
  await inTransaction(ctx, async (tx) => {
    await lockPlan(tx.db, (await getPlanRecord(tx.db, id)).id);
    const plan = await getPlanRecord(tx.db, id);
    await requireIdlePlan(tx, plan);
    await deletePlanRow(tx.db, plan.id);
    await recordAudit(tx, {
      action: "recovery-plan.delete",
      entity: { kind: "recovery-plan", id: plan.id, name: plan.name },
      detail: { version: plan.version },
    });
  });
}

async function requireIdlePlan(tx: Transaction, plan: PlanRecord): Promise<void> {
  const active = (await executionsOfPlans(tx.db, [plan.id])).find((execution) => execution.endedAt === null);
  if (active === undefined) return;
  const kind = active.type.toLowerCase();
  throw new AppError(
    "PLAN_IN_USE",
    `A ${kind} of "${plan.name}" has not ended. Wait until it ends, then delete the plan.`,
    {
      conflicts: [{ kind: "execution", id: active.id, name: plan.name, detail: active.status }],
    },
  );
}
