import type { Database } from "#lib/db/client.ts";
import { serversOfGroups } from "#lib/db/group-members.ts";
import type { PlanContent } from "#lib/db/recovery-plans.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { SourceServer } from "#lib/domain/source-server.ts";

/** A server of a plan, in the first wave that names it. */
export type PlannedServer = {
  server: SourceServer;
  waveNumber: number;
  group: { id: string; name: string };
};

export type ResolvedPlan = { servers: PlannedServer[]; inventoryAt: Date | null };

/** Who is in the plan now, by the inventory, whose age goes on record. */
export async function resolvePlan({ db }: { db: Database }, content: PlanContent): Promise<ResolvedPlan> {
  const groupIds = content.waves.flatMap((wave) => wave.protectionGroupIds);
  const members = await serversOfGroups(db, groupIds);
  const byGroup = Map.groupBy(members, (member) => member.group.id);
  const planned = new Map<string, PlannedServer>();
  content.waves.forEach((wave, index) => {
    for (const member of wave.protectionGroupIds.flatMap((id) => byGroup.get(id) ?? [])) {
      const { accountId, region, sourceServerId } = member.server;
      const key = [accountId, region, sourceServerId].join("/");
      if (!planned.has(key)) planned.set(key, { ...member, waveNumber: index + 1 });
    }
  });
  const servers = [...planned.values()];
  requireServersInEveryWave(content, servers);
  const ages = servers.map(({ server }) => server.syncedAt.getTime());
  return { servers, inventoryAt: ages.length === 0 ? null : new Date(Math.min(...ages)) };
}

function requireServersInEveryWave(content: PlanContent, servers: readonly PlannedServer[]): void {
  const filled = new Set(servers.map((server) => server.waveNumber));
  const empty = content.waves.findIndex((_, index) => !filled.has(index + 1));
  if (empty === -1) return;
  throw new AppError(
    "INVALID_STATE",
    `Wave ${empty + 1} "${content.waves[empty]?.name ?? ""}" has no servers. Put servers into its groups, or remove the wave.`,
  );
}
