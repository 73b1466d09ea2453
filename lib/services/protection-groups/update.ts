import { type GroupRecord, saveGroup } from "#lib/db/protection-groups.ts";
import { nameKey } from "#lib/domain/names.ts";
import { type ProtectionGroupView, UpdateProtectionGroupInput } from "#lib/domain/protection-group.ts";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission, type Transaction } from "../context.ts";
import { staleVersion } from "../stale-version.ts";
import { inTransaction } from "../transaction.ts";
import { getGroupRecord, loadGroupView } from "./get.ts";
import { requireFreeGroupName, requireFreeServers, requireIdleGroup, requirePlace } from "./rules.ts";

/** Saves over the version that was read; `VERSION_CONFLICT` when somebody else saved first. */
export async function updateProtectionGroup(
  ctx: Context,
  id: string,
  input: UpdateProtectionGroupInput,
): Promise<ProtectionGroupView> {
  requirePermission(ctx, "group:write");
  const change = UpdateProtectionGroupInput.parse(input);
  return inTransaction(ctx, async (tx) => {
    await requirePlace(tx, await getGroupRecord(tx.db, id));
    const group = await getGroupRecord(tx.db, id);
    if (group.version !== change.version) throw staleVersion(`"${group.name}"`);
    await requireIdleGroup(tx, group);
    await requireFreeGroupName(tx, change.name, group.id);
    await requireFreeServers(tx, group, { ids: change.sourceServerIds, ownGroupId: group.id });
    await save(tx, group, change);
    return loadGroupView(tx.db, await getGroupRecord(tx.db, id));
  });
}

type Change = { name: string; description: string | null; sourceServerIds: readonly string[] };

async function save(tx: Transaction, group: GroupRecord, change: Change): Promise<void> {
  const { name, description, sourceServerIds } = change;
  const [before, after] = [new Set(group.sourceServerIds), new Set(sourceServerIds)];
  const added = sourceServerIds.filter((server) => !before.has(server));
  const removed = group.sourceServerIds.filter((server) => !after.has(server));
  const fields = { name, nameKey: nameKey(name), description };
  if (!(await saveGroup(tx.db, group, { ...fields, added, removed, at: tx.now() })))
    throw staleVersion(`"${group.name}"`);
  await recordAudit(tx, {
    action: "protection-group.update",
    entity: { kind: "protection-group", id: group.id, name },
    detail: { version: group.version + 1, nameBefore: group.name, added, removed },
  });
}
