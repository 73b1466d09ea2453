import { Region } from "#lib/domain/regions.ts";
import { createProtectionGroup } from "#lib/services/protection-groups/create.ts";
import { createRecoveryPlan } from "#lib/services/recovery-plans/create.ts";
import { startExecution } from "#lib/services/executions/start.ts";
import { waitUntil } from "#scripts/stack/wait-until.ts";

import type { BenchDeployment, ServerRef } from "./deployment.ts";

export type WaveOfBench = { servers: ServerRef[]; dependsOn: number[] };

/** A plan with one group a wave; answers its id. */
export async function createPlan({ ctx }: BenchDeployment, waves: readonly WaveOfBench[]): Promise<string> {
  const inputs = [];
  for (const [index, { servers, dependsOn }] of waves.entries()) {
    const [first] = servers;
    if (first === undefined) throw new Error("A wave needs a server.");
    const group = await createProtectionGroup(ctx, {
      name: `Group ${crypto.randomUUID()}`,
      accountId: first.accountId,
      region: Region.parse(first.region),
      sourceServerIds: servers.map((server) => server.sourceServerId),
    });
    inputs.push({ name: `Wave ${index + 1}`, protectionGroupIds: [group.id], dependsOn });
  }
  return (await createRecoveryPlan(ctx, { name: `Plan ${crypto.randomUUID()}`, waves: inputs })).id;
}

/** Starts a drill of a plan, as the route does; answers the execution's id. */
export async function startDrill({ ctx, trigger }: BenchDeployment, planId: string): Promise<string> {
  const run = await startExecution(ctx, { planId, type: "DRILL" });
  await trigger.start(run);
  return run.executionId;
}

export async function untilEnded({ ctx }: BenchDeployment, executionId: string, seconds: number): Promise<void> {
  const isOver = async () => (await ctx.db.execution.findUniqueOrThrow({ where: { id: executionId } })).endedAt;
  await waitUntil(isOver, { what: "The execution did not end", seconds, everyMilliseconds: 250 });
}

/** Where servers are taken from, each once. */
export function takerOf(servers: readonly ServerRef[]): (count: number) => ServerRef[] {
  let taken = 0;
  return (count) => {
    taken += count;
    if (taken > servers.length) throw new Error(`There are only ${servers.length} servers.`);
    return servers.slice(taken - count, taken);
  };
}
