import { insertExecution } from "#lib/db/execution-start.ts";
import type { StartExecutionInput } from "#lib/domain/execution-input.ts";
import { StartPlanInput, StartSelectionInput } from "#lib/domain/execution-input.ts";
import { ENGINE_CONTRACT, type EngineRun } from "#lib/domain/execution-trigger.ts";
import type { Permission } from "#lib/domain/permissions.ts";
import { toExecutionPointInTime } from "#lib/domain/point-in-time/choice.ts";
import type { z } from "zod";

import { recordAudit } from "../audit.ts";
import { type Context, requirePermission, type Transaction } from "../context.ts";
import { appendAndNotify } from "../notifications/append-events.ts";
import { inTransaction } from "../transaction.ts";
import { requireIsolatedDrill } from "./drill-isolation.ts";
import { findDrillsInTheWay, preemptDrills } from "./preempt.ts";
import { resolveWaveHealth } from "./start-health.ts";
import { choosePoints } from "./start-points.ts";
import { requireConfirmation, requireStartable } from "./start-rules.ts";
import { resolveSelection, resolveStartedPlan, type StartSource } from "./start-source.ts";

/**
 * Starts an execution of a plan's newest version, or of servers that were selected for it: resolves who is in it into a
 * snapshot and takes a lease on every server, all or nothing. A recovery takes over from drills that have its servers.
 * The caller triggers the state machine after the commit; a sweep repeats what got lost.
 */
export async function startExecution(ctx: Context, input: StartExecutionInput): Promise<EngineRun> {
  requirePermission(ctx, permissionFor(input));
  const start = "planId" in input ? StartPlanInput.parse(input) : StartSelectionInput.parse(input);
  return inTransaction(ctx, async (tx) => {
    const source = await resolveSource(tx, start);
    const { name } = source.content;
    const pointed = await choosePoints(tx, start, source.resolved.servers);
    const servers = requireStartable({ type: start.type, servers: pointed });
    // What is left out is not launched, so whoever has it keeps it.
    const launched = servers.flatMap(({ server, skipReason }) => (skipReason === null ? [server] : []));
    const drills = await findDrillsInTheWay(tx, { type: start.type, servers: launched });
    await requireIsolatedDrill(tx, { type: start.type, servers });
    requireConfirmation({ name, start, servers, drills });
    await preemptDrills(tx, drills, { planName: name, servers: launched });
    const executionId = await insertExecution(tx.db, {
      plan: source.plan,
      content: source.content,
      digest: source.digest,
      start,
      servers,
      health: await resolveWaveHealth(tx, source.content),
      requestedBy: tx.actor,
      simulated: tx.simulated,
      inventoryAt: source.resolved.inventoryAt,
      at: tx.now(),
    });
    await recordStart(tx, { executionId, source, start });
    return { executionId, generation: 1, contract: ENGINE_CONTRACT };
  });
}

type Start = z.output<typeof StartExecutionInput>;

function permissionFor(input: StartExecutionInput): Permission {
  return input.type === "RECOVERY" ? "execution:recover" : "execution:drill";
}

async function resolveSource(tx: Transaction, start: Start): Promise<StartSource> {
  return "planId" in start ? resolveStartedPlan(tx, start) : resolveSelection(tx, start);
}

async function recordStart(
  tx: Transaction,
  { executionId, source, start }: { executionId: string; source: StartSource; start: Start },
): Promise<void> {
  const { plan, content, resolved } = source;
  await appendAndNotify(tx, { id: executionId, type: start.type, planId: plan?.id ?? null }, [
    {
      kind: "execution.started",
      severity: "person",
      actor: tx.actor.name,
      message: `${tx.actor.name} started the ${start.type === "DRILL" ? "drill" : "recovery"}`,
      detail: start.comment,
    },
  ]);
  await recordAudit(tx, {
    action: "execution.start",
    entity: { kind: "execution", id: executionId, name: content.name },
    comment: start.comment,
    detail: {
      planId: plan?.id ?? null,
      planVersion: plan?.version ?? null,
      type: start.type,
      servers: resolved.servers.length,
      pointInTime: toExecutionPointInTime(start),
    },
  });
}
