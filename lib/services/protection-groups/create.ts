import { insertGroup } from "#lib/db/protection-groups.ts";
import { nameKey } from "#lib/domain/names.ts";
import { CreateProtectionGroupInput, type ProtectionGroupView } from "#lib/domain/protection-group.ts";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission } from "../context.ts";
import { inTransaction } from "../transaction.ts";
import { getGroupRecord, loadGroupView } from "./get.ts";
import { requireFreeGroupName, requireFreeServers, requirePlace } from "./rules.ts";

export async function createProtectionGroup(
  ctx: Context,
  input: CreateProtectionGroupInput,
): Promise<ProtectionGroupView> {
  requirePermission(ctx, "group:write");
  const group = CreateProtectionGroupInput.parse(input);
  return inTransaction(ctx, async (tx) => {
    await requirePlace(tx, group);
    await requireFreeGroupName(tx, group.name);
    await requireFreeServers(tx, group, { ids: group.sourceServerIds });
    const id = await insertGroup(tx.db, { ...group, nameKey: nameKey(group.name) }, tx.now());
    await recordAudit(tx, {
      action: "protection-group.create",
      entity: { kind: "protection-group", id, name: group.name },
      detail: { accountId: group.accountId, region: group.region, sourceServerIds: group.sourceServerIds },
    });
    return loadGroupView(tx.db, await getGroupRecord(tx.db, id));
  });
}
