import { accountRegionKey } from "#lib/domain/regions.ts";
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

/** Those of the servers that the inventory shows, each with its group where it has one, by hostname. */
export async function serversForSelection(
  db: Database,
  servers: readonly { accountId: string; region: string; sourceServerId: string }[],
): Promise<{ server: SourceServer; group: GroupMember["group"] | null }[]> {
  const wanted = new Set(servers.map((server) => `${accountRegionKey(server)} ${server.sourceServerId}`));
  const rows = await db.sourceServer.findMany({
    where: { sourceServerId: { in: servers.map((server) => server.sourceServerId) }, goneAt: null },
    include: { membership: { select: { group: { select: { id: true, name: true } } } } },
    orderBy: [{ hostname: "asc" }, { sourceServerId: "asc" }],
  });
  return rows
    .filter((row) => wanted.has(`${accountRegionKey(row)} ${row.sourceServerId}`))
    .map(({ membership, ...row }) => ({ server: toSourceServer(row), group: membership?.group ?? null }));
}
