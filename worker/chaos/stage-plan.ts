import { accountRegionKey, Region } from "#lib/domain/regions.ts";
import type { SourceServerView } from "#lib/domain/source-server.ts";
import type { Context } from "#lib/services/context.ts";
import { createProtectionGroup } from "#lib/services/protection-groups/create.ts";
import { createRecoveryPlan } from "#lib/services/recovery-plans/create.ts";
import { listSourceServers } from "#lib/services/source-servers/list.ts";
import { waitUntil } from "#scripts/stack/wait-until.ts";

import { PATIENCE_SECONDS } from "../testing/plans.ts";
import { randomOf } from "./random.ts";
import { PLACES, type Scenario, SERVERS_IN_A_PLACE, type ScenarioWave } from "./scenario.ts";

/** Two plans of the same groups, so that one may want what the other has; and the servers in the order of the waves. */
export type StagedPlans = { plans: [StagedPlan, StagedPlan]; servers: SourceServerView[] };
export type StagedPlan = { id: string; name: string };

/** Makes the scenario's groups and plans out of what the inventory shows, always the same servers for the same seed. */
export async function stagePlans(ctx: Context, scenario: Scenario): Promise<StagedPlans> {
  const pools = await readyServers(ctx);
  const random = randomOf(scenario.seed, "optional servers");
  const waves = [];
  const servers: SourceServerView[] = [];
  for (const wave of scenario.waves) {
    const groupIds: string[] = [];
    const own: SourceServerView[] = [];
    for (const { place, servers: count } of wave.groups) {
      const members = pools[place]?.splice(0, count) ?? [];
      groupIds.push((await createGroup(ctx, members)).id);
      own.push(...members);
    }
    servers.push(...own);
    const optional = random.some(own, wave.optionalShare).map(({ sourceServerId }) => sourceServerId);
    waves.push(toWave(wave, { number: waves.length + 1, groupIds, optional }));
  }
  const content = { waves, drillCleanupMinutes: scenario.cleanup ? 0 : null };
  const first = await createPlan(ctx, "First plan", content);
  return { plans: [first, await createPlan(ctx, "Second plan", content)], servers };
}

/** The two accounts and Regions with most servers that are ready, once the inventory shows them. */
async function readyServers(ctx: Context): Promise<SourceServerView[][]> {
  return waitUntil(
    async () => {
      const { items } = await listSourceServers(ctx, { recoverable: "true", assigned: "false", limit: 200 });
      const ready = items.filter((server) => server.recoverability === "READY");
      const places = [...Map.groupBy(ready, accountRegionKey)].filter(([, all]) => all.length >= SERVERS_IN_A_PLACE);
      if (places.length < PLACES) return undefined;
      return places
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .slice(-PLACES)
        .map(([, all]) => all.sort((a, b) => (a.hostname < b.hostname ? -1 : 1)));
    },
    { what: "The inventory did not show enough servers", seconds: PATIENCE_SECONDS },
  );
}

async function createGroup(ctx: Context, members: readonly SourceServerView[]): Promise<{ id: string }> {
  const [first] = members;
  if (first === undefined) throw new Error("A group needs a server.");
  const place = { accountId: first.accountId, region: Region.parse(first.region) };
  const sourceServerIds = members.map((server) => server.sourceServerId);
  return createProtectionGroup(ctx, { name: `Group of ${first.hostname}`, ...place, sourceServerIds });
}

type Content = Omit<Parameters<typeof createRecoveryPlan>[1], "name">;

function toWave(
  wave: ScenarioWave,
  { number, groupIds, optional }: { number: number; groupIds: string[]; optional: string[] },
): Content["waves"][number] {
  const { dependsOn, onFailure, passPercent, automaticRetries } = wave;
  const policy = { onFailure, passPercent, automaticRetries, optionalServerIds: optional };
  return { name: `Wave ${number}`, protectionGroupIds: groupIds, dependsOn, launchTimeoutMinutes: 5, ...policy };
}

async function createPlan(ctx: Context, name: string, content: Content): Promise<StagedPlan> {
  const { id } = await createRecoveryPlan(ctx, { name, ...content });
  return { id, name };
}
