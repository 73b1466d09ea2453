import type { NewExecution } from "#lib/db/execution-start.ts";
import { serversForSelection } from "#lib/db/group-members.ts";
import { findPlan, getPlanContent, getPlanDigest, lockPlan, type PlanRecord } from "#lib/db/recovery-plans.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { StartSelectionInput } from "#lib/domain/execution-input.ts";
import type { ExecutionType } from "#lib/domain/execution-status.ts";
import { accountRegionKey } from "#lib/domain/regions.ts";
import { WAVE_POLICY_DEFAULTS } from "#lib/domain/wave-policy.ts";
import type { z } from "zod";

import type { Transaction } from "../context.ts";
import { digestOf } from "../recovery-plans/content.ts";
import { type ResolvedPlan, resolvePlan } from "./resolve-plan.ts";
import { requireIdlePlan } from "./start-rules.ts";

/** What an execution is started from, and who is in it. */
export type StartSource = Pick<NewExecution, "plan" | "content" | "digest"> & { resolved: ResolvedPlan };

/** Throws `NOT_FOUND`, and `EXECUTION_IN_PROGRESS` while the plan runs. */
export async function resolveStartedPlan(
  tx: Transaction,
  { planId, type }: { planId: string; type: ExecutionType },
): Promise<StartSource> {
  const plan = await getLockedPlan(tx, planId);
  await requireIdlePlan(tx, plan, type);
  const content = await getPlanContent(tx.db, plan);
  return { plan, content, digest: await getPlanDigest(tx.db, plan), resolved: await resolvePlan(tx, content) };
}

const NO_GROUP = { id: "", name: "No group" };

/** One wave of the selected servers, as the inventory shows them. Throws `INVALID_SERVER_IDS`, naming what it does not show. */
export async function resolveSelection(
  tx: Transaction,
  { name, sourceServers }: z.output<typeof StartSelectionInput>,
): Promise<StartSource> {
  const found = new Map(
    (await serversForSelection(tx.db, sourceServers)).map((member) => [keyOf(member.server), member]),
  );
  const unknown = sourceServers.filter((server) => !found.has(keyOf(server)));
  if (unknown.length > 0) {
    const ids = unknown.map((server) => server.sourceServerId);
    throw new AppError("INVALID_SERVER_IDS", `The inventory does not show these servers: ${ids.join(", ")}.`, {
      conflicts: ids.map((id) => ({ kind: "source-server", id, name: id })),
    });
  }
  const servers = [...found.values()].map(({ server, group }) => ({ server, group: group ?? NO_GROUP, waveNumber: 1 }));
  const groupIds = [...new Set(servers.flatMap(({ group }) => (group === NO_GROUP ? [] : [group.id])))];
  const content = {
    name,
    description: null,
    rtoMinutes: null,
    rpoMinutes: null,
    drillCleanupMinutes: null,
    acceptsDrillWarnings: false,
    waves: [
      {
        ...{ name, protectionGroupIds: groupIds, dependsOn: [] },
        ...WAVE_POLICY_DEFAULTS,
        ...{ healthProfileId: null, actions: [] },
      },
    ],
  };
  const ages = servers.map(({ server }) => server.syncedAt.getTime());
  const resolved = { servers, inventoryAt: new Date(Math.min(...ages)) };
  return { plan: null, content, digest: digestOf(content), resolved };
}

function keyOf(server: { accountId: string; region: string; sourceServerId: string }): string {
  return `${accountRegionKey(server)} ${server.sourceServerId}`;
}

async function getLockedPlan(tx: Transaction, planId: string): Promise<PlanRecord> {
  await lockPlan(tx.db, planId);
  const plan = await findPlan(tx.db, planId);
  if (plan === null)
    throw new AppError("NOT_FOUND", "There is no recovery plan with this id. It may have been deleted.");
  return plan;
}
