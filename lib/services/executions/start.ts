import { insertExecution } from "#lib/db/execution-start.ts";
import { appendEvents } from "#lib/db/execution-events.ts";
import { findPlan, getPlanContent, lockPlan, type PlanRecord } from "#lib/db/recovery-plans.ts";
import { AppError } from "#lib/domain/errors.ts";
import { StartPlanInput } from "#lib/domain/execution.ts";
import { ENGINE_CONTRACT, type EngineRun } from "#lib/domain/execution-trigger.ts";
import type { Permission } from "#lib/domain/permissions.ts";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission, type Transaction } from "../context.ts";
import { inTransaction } from "../transaction.ts";
import { requireIsolatedDrill } from "./drill-isolation.ts";
import { resolvePlan } from "./resolve-plan.ts";
import { requireConfirmation, requireIdlePlan, requireStartable } from "./start-rules.ts";

/**
 * Starts an execution of a plan's newest version: resolves its groups into a snapshot and takes a lease on every
 * server, all or nothing. The caller triggers the state machine after the commit; a sweep repeats what got lost.
 */
export async function startExecution(ctx: Context, input: StartPlanInput): Promise<EngineRun> {
  requirePermission(ctx, permissionFor(input));
  const start = StartPlanInput.parse(input);
  return inTransaction(ctx, async (tx) => {
    const plan = await getLockedPlan(tx, start.planId);
    await requireIdlePlan(tx, plan);
    const content = await getPlanContent(tx.db, plan);
    const resolved = await resolvePlan(tx, content);
    const servers = await requireStartable(tx, { plan, type: start.type, servers: resolved.servers });
    await requireIsolatedDrill(tx, { type: start.type, servers });
    requireConfirmation({ plan, start, servers });
    const executionId = await insertExecution(tx.db, {
      plan,
      content,
      start,
      servers,
      requestedBy: tx.actor,
      simulated: tx.simulated,
      inventoryAt: resolved.inventoryAt,
      at: tx.now(),
    });
    await appendEvents(tx.db, executionId, {
      at: tx.now(),
      events: [
        {
          kind: "execution.started",
          severity: "person",
          actor: tx.actor.name,
          message: `${tx.actor.name} started the ${start.type === "DRILL" ? "drill" : "recovery"}`,
          detail: start.comment,
        },
      ],
    });
    await recordAudit(tx, {
      action: "execution.start",
      entity: { kind: "execution", id: executionId, name: plan.name },
      comment: start.comment,
      detail: { planId: plan.id, planVersion: plan.version, type: start.type, servers: servers.length },
    });
    return { executionId, generation: 1, contract: ENGINE_CONTRACT };
  });
}

function permissionFor(input: StartPlanInput): Permission {
  return input.type === "RECOVERY" ? "execution:recover" : "execution:drill";
}

async function getLockedPlan(tx: Transaction, planId: string): Promise<PlanRecord> {
  await lockPlan(tx.db, planId);
  const plan = await findPlan(tx.db, planId);
  if (plan === null)
    throw new AppError("NOT_FOUND", "There is no recovery plan with this id. It may have been deleted.");
  return plan;
}
