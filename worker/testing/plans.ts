import type { WaveInput } from "#lib/domain/recovery-plan.ts";
import { Region } from "#lib/domain/regions.ts";
import type { SourceServerView } from "#lib/domain/source-server.ts";
import type { Context } from "#lib/services/context.ts";
import { createProtectionGroup } from "#lib/services/protection-groups/create.ts";
import { createRecoveryPlan } from "#lib/services/recovery-plans/create.ts";
import { listSourceServers } from "#lib/services/source-servers/list.ts";
import { waitUntil } from "#scripts/stack/wait-until.ts";

export const PATIENCE_SECONDS = 90;

/** At least one, so that a test need not ask whether it got any. */
export type Servers = [SourceServerView, ...SourceServerView[]];

/** Ready servers of the payments estate that are in no group yet, once the inventory shows them. */
export async function freeServers(ctx: Context, count: number): Promise<Servers> {
  return waitUntil(
    async () => {
      const query = { search: "pay-", recoverable: "true", assigned: "false", limit: 200 } as const;
      const { items } = await listSourceServers(ctx, query);
      const ready = items.filter((server) => server.recoverability === "READY" && server.region === "us-west-2");
      const [first, ...rest] = ready.slice(0, count);
      return first === undefined || rest.length < count - 1 ? undefined : ([first, ...rest] satisfies Servers);
    },
    { what: `The inventory did not show ${count} free servers`, seconds: PATIENCE_SECONDS },
  );
}

export type PlanOptions = {
  /** Wave n depends on the waves that the n-th entry names; by default on the one before. */
  dependsOn?: number[][];
  /** What every wave does about failures and time. */
  policy?: Omit<WaveInput, "name" | "protectionGroupIds" | "dependsOn">;
};

/** A plan with one group a wave. */
export async function createPlan(
  ctx: Context,
  waves: readonly (readonly SourceServerView[])[],
  { dependsOn, policy }: PlanOptions = {},
): Promise<{ id: string }> {
  const groups = [];
  for (const servers of waves) {
    const [first] = servers;
    if (first === undefined) throw new Error("A wave needs a server.");
    const place = { accountId: first.accountId, region: Region.parse(first.region) };
    const sourceServerIds = servers.map((server) => server.sourceServerId);
    groups.push(await createProtectionGroup(ctx, { name: `Group ${crypto.randomUUID()}`, ...place, sourceServerIds }));
  }
  return createRecoveryPlan(ctx, {
    name: `Plan ${crypto.randomUUID()}`,
    waves: groups.map(({ id }, index) => ({
      name: `Wave ${index + 1}`,
      ...policy,
      protectionGroupIds: [id],
      dependsOn: dependsOn?.[index] ?? (index === 0 ? [] : [index]),
    })),
  });
}
