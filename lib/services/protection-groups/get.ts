import type { Database } from "#lib/db/client.ts";
import { findGroup, type GroupRecord } from "#lib/db/protection-groups.ts";
import { serversOfGroup } from "#lib/db/source-servers.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { ProtectionGroupView } from "#lib/domain/protection-group.ts";

import { type Context, requirePermission } from "../context.ts";
import { requireRowId } from "../row-id.ts";
import { toSourceServerView } from "../source-servers/view.ts";
import { toGroupSummary } from "./view.ts";

const NOT_FOUND = "There is no protection group with this id. It may have been deleted.";

export async function getProtectionGroup(ctx: Context, id: string): Promise<ProtectionGroupView> {
  requirePermission(ctx, "group:read");
  return loadGroupView(ctx.db, await getGroupRecord(ctx.db, id));
}

/** Throws `NOT_FOUND`. */
export async function getGroupRecord(db: Database, id: string): Promise<GroupRecord> {
  const group = await findGroup(db, requireRowId(id, NOT_FOUND));
  if (group === null) throw new AppError("NOT_FOUND", NOT_FOUND);
  return group;
}

export async function loadGroupView(db: Database, group: GroupRecord): Promise<ProtectionGroupView> {
  const protectionGroup = { id: group.id, name: group.name };
  const servers = await serversOfGroup(db, group.id);
  return {
    ...toGroupSummary(group),
    servers: servers.map((server) =>
      toSourceServerView({ ...server, accountName: group.accountName, protectionGroup }),
    ),
  };
}
