import { deleteGroupRow, type GroupRecord, lockGroup } from "#lib/db/protection-groups.ts";
import { AppError } from "#lib/domain/errors.ts";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission } from "../context.ts";
import { inTransaction } from "../transaction.ts";
import { getGroupRecord } from "./get.ts";
import { requireIdleGroup } from "./rules.ts";

/** Throws `GROUP_IN_USE`, naming the plans and executions that use the group. */
export async function deleteProtectionGroup(ctx: Context, id: string): Promise<void> {
  requirePermission(ctx, "group:write");
  await inTransaction(ctx, async (tx) => {
    await lockGroup(tx.db, (await getGroupRecord(tx.db, id)).id);
    const group = await getGroupRecord(tx.db, id);
    requireNoPlan(group);
    await requireIdleGroup(tx, group);
    await deleteGroupRow(tx.db, group.id);
    await recordAudit(tx, {
      action: "protection-group.delete",
      entity: { kind: "protection-group", id: group.id, name: group.name },
      detail: { accountId: group.accountId, region: group.region, sourceServerIds: group.sourceServerIds },
    });
  });
}

function requireNoPlan(group: GroupRecord): void {
  if (group.plans.length === 0) return;
  const plans = group.plans.map((plan) => `"${plan.name}"`).join(", ");
  throw new AppError("GROUP_IN_USE", `"${group.name}" is part of ${plans}. Take it out of there first.`, {
    conflicts: group.plans.map((plan) => ({ kind: "recovery-plan", ...plan })),
  });
}
