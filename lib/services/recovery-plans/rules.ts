import type { Database } from "#lib/db/client.ts";
import { findPlan, findPlanByNameKey, type PlanRecord } from "#lib/db/recovery-plans.ts";
import { AppError } from "#lib/domain/errors.ts";
import { nameKey } from "#lib/domain/names.ts";

import type { Transaction } from "../context.ts";
import { requireRowId } from "../row-id.ts";

const NOT_FOUND = "There is no recovery plan with this id. It may have been deleted.";

/** Throws `NOT_FOUND`. */
export async function getPlanRecord(db: Database, id: string): Promise<PlanRecord> {
  const plan = await findPlan(db, requireRowId(id, NOT_FOUND));
  if (plan === null) throw new AppError("NOT_FOUND", NOT_FOUND);
  return plan;
}

/** Throws `PLAN_NAME_EXISTS`, naming the plan that has the name in the same or another spelling. */
export async function requireFreePlanName(tx: Transaction, name: string, ownId?: string): Promise<void> {
  const taken = await findPlanByNameKey(tx.db, nameKey(name));
  if (taken === null || taken.id === ownId) return;
  throw new AppError("PLAN_NAME_EXISTS", `A recovery plan named "${taken.name}" exists already. Choose another name.`, {
    conflicts: [{ kind: "recovery-plan", ...taken }],
  });
}
