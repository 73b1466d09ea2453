import type { SourceServer } from "#lib/domain/source-server.ts";

import type { Database } from "./client.ts";
import { toSourceServer } from "./source-servers.ts";

export type GroupMember = { server: SourceServer; group: { id: string; name: string } };

/** Every server of these groups, by hostname. */
export async function serversOfGroups(db: Database, groupIds: readonly string[]): Promise<GroupMember[]> {
  const rows = await db.groupServer.findMany({
    where: { groupId: { in: [...groupIds] } },
    include: { server: true, group: { select: { id: true, name: true } } },
    orderBy: [{ server: { hostname: "asc" } }, { sourceServerId: "asc" }],
  });
  return rows.map((row) => ({ server: toSourceServer(row.server), group: row.group }));
}
