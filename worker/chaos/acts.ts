import { listExecutionServers, listWaves, updateExecution, updateServer, updateWave } from "#lib/db/executions.ts";
import { executionTransition, isServerProblem, serverTransition } from "#lib/domain/execution-status.ts";
import type { DecisionAction } from "#lib/domain/execution.ts";
import type { Context } from "#lib/services/context.ts";
import { type ExecutionTransaction, inExecution, tell } from "#lib/services/executions/locked.ts";
import { reviveExecution } from "#lib/services/executions/revive.ts";
import { changeWave, settle } from "#lib/services/executions/settle.ts";

/** What a person can do to an execution, as far as the suite plays it. Each throws where the product refuses it. */
export type Acts = {
  revive: typeof reviveExecution;
  pause: (ctx: Context, executionId: string) => Promise<void>;
  resume: (ctx: Context, executionId: string) => Promise<void>;
  cancel: (ctx: Context, executionId: string) => Promise<void>;
  /** Answers the servers that are launched once more because of it. */
  decide: (
    ctx: Context,
    decision: { executionId: string; waveNumber: number; action: DecisionAction },
  ) => Promise<string[]>;
};

/**
 * INTERIM: until the verbs of operators are there, all but `revive` is done on the rows, under the same lock and with
 * the same last call as in the product. Each line of this table becomes a call of its verb.
 */
export const ACTS: Acts = {
  revive: reviveExecution,
  pause: (ctx, id) => change(ctx, id, "PAUSED"),
  resume: (ctx, id) => change(ctx, id, "RUNNING"),
  cancel: (ctx, id) => change(ctx, id, "CANCELLING"),
  decide,
};

async function change(ctx: Context, executionId: string, to: "PAUSED" | "RUNNING" | "CANCELLING"): Promise<void> {
  await inExecution(ctx, executionId, async (tx) => {
    const status = executionTransition(tx.execution.status, to);
    tx.execution = await updateExecution(tx.db, executionId, { status });
    await tell(tx, { kind: `execution.${to.toLowerCase()}-by-person`, severity: "person", message: `Now ${to}` });
    await settle(tx);
  });
}

async function decide(
  ctx: Context,
  { executionId, waveNumber, action }: { executionId: string; waveNumber: number; action: DecisionAction },
): Promise<string[]> {
  return inExecution(ctx, executionId, async (tx) => {
    const wave = (await listWaves(tx.db, executionId)).find(({ number }) => number === waveNumber);
    if (wave?.status !== "AWAITING_DECISION") return [];
    await updateWave(tx.db, wave, { trouble: null, ...(action === "continue" && { continuedAt: tx.now() }) });
    await tx.db.decision.create({
      data: { executionId, waveNumber, action, serverIds: [], actorId: "chaos", actor: "Chaos", at: tx.now() },
    });
    if (action === "abort") await changeWave(tx, wave, { status: "FAILED", reason: "A person ended it." });
    const moved = action === "retry" || action === "skip" ? await moveFailed(tx, waveNumber, action) : [];
    await settle(tx);
    return moved;
  });
}

async function moveFailed(tx: ExecutionTransaction, waveNumber: number, action: "retry" | "skip"): Promise<string[]> {
  const servers = await listExecutionServers(tx.db, { executionId: tx.execution.id, waveNumber });
  const failed = servers.filter(({ status }) => isServerProblem(status));
  for (const server of failed) {
    if (action === "skip") {
      const status = serverTransition(server.status, "SKIPPED");
      await updateServer(tx.db, server, { status, error: "A person skipped it." });
      continue;
    }
    const status = serverTransition(server.status, "QUEUED");
    const replacesInstanceId = server.recoveryInstanceId;
    await updateServer(tx.db, server, { status, queuedAt: tx.now(), queuedUntil: null, replacesInstanceId });
  }
  return action === "retry" ? failed.map(({ sourceServerId }) => sourceServerId) : [];
}
