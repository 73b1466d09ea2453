import { CLEANUP_STEPS } from "#lib/domain/cleanup-steps.ts";

import type { Database } from "./client.ts";
import type { StepTask } from "./generated/client.ts";

export type StepTaskKey = Pick<StepTask, "executionId" | "generation" | "waveNumber" | "step">;

/** Keeps the token of a task that waits. A redelivered task replaces the token of the one that was lost. */
export async function parkStepTask(db: Database, key: StepTaskKey, token: string): Promise<void> {
  const fresh = { token, outcome: null, resolvedAt: null, sentAt: null };
  await db.stepTask.upsert({
    where: { executionId_generation_waveNumber_step: key },
    create: { ...key, ...fresh },
    update: fresh,
  });
}

/** Decides a parked task; its token is completed after the commit, by whoever gets to it first. */
export async function resolveStepTask(
  db: Database,
  { executionId, generation, waveNumber, step }: StepTaskKey,
  decision: { outcome: string; at: Date },
): Promise<void> {
  await db.stepTask.updateMany({
    where: { executionId, generation, waveNumber, step, resolvedAt: null },
    data: { outcome: decision.outcome, resolvedAt: decision.at },
  });
}

/** Tasks of one generation that wait and are not decided. */
export async function listOpenStepTasks(
  db: Database,
  of: Pick<StepTask, "executionId" | "generation">,
): Promise<StepTask[]> {
  const { executionId, generation } = of;
  return db.stepTask.findMany({ where: { executionId, generation, resolvedAt: null, sentAt: null } });
}

/** Lets every waiting task of an execution go, whatever its generation. */
export async function resolveAllStepTasks(
  db: Database,
  executionId: string,
  decision: { outcome: string; at: Date; beforeGeneration?: number },
): Promise<void> {
  const { outcome, at, beforeGeneration } = decision;
  await db.stepTask.updateMany({
    where: { executionId, resolvedAt: null, ...(beforeGeneration && { generation: { lt: beforeGeneration } }) },
    data: { outcome, resolvedAt: at },
  });
}

export async function listUnsentTasks(db: Database, executionId?: string): Promise<StepTask[]> {
  const where = { resolvedAt: { not: null }, sentAt: null };
  return db.stepTask.findMany({ where: executionId === undefined ? where : { ...where, executionId } });
}

/** Tasks that wait: of executions that run, and of clean-ups, which come after their execution's end. */
export async function listParkedTasks(db: Database): Promise<StepTask[]> {
  const waits = [{ execution: { endedAt: null } }, { step: { in: [...CLEANUP_STEPS] } }];
  return db.stepTask.findMany({ where: { resolvedAt: null, sentAt: null, OR: waits } });
}

/** By token, not by key: by now the key may hold the token of a redelivered task. */
export async function markTaskSent(db: Database, token: string, at: Date): Promise<void> {
  await db.stepTask.updateMany({ where: { token }, data: { sentAt: at } });
}
