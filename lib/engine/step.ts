import { z } from "zod";

import { type Cleanup, findCleanup } from "#lib/db/cleanups.ts";
import { findExecution } from "#lib/db/executions.ts";
import { type ExecutionTransaction, inExecution } from "#lib/services/executions/locked.ts";

import type { Engine } from "./engine.ts";

/** What the state machine sends with every task. Ids only: what is true stands in the database. */
export const StepInput = z.object({
  contract: z.int(),
  executionId: z.uuid(),
  /** Of a task of an execution. */
  generation: z.int().min(1).optional(),
  /** Of a task of a clean-up: its number. */
  cleanup: z.int().min(1).optional(),
  wave: z.int().min(1).optional(),
  step: z.string(),
});
export type StepInput = z.infer<typeof StepInput>;

export type StepRun = {
  engine: Engine;
  input: StepInput;
  token: string;
  /** Aborted when Step Functions gave the task to somebody else, or the worker is leaving. */
  signal: AbortSignal;
};

/** `parked`: the token is kept in the database and completed when the condition becomes true. */
export type StepResult = { kind: "done"; output: { outcome: string } & Record<string, unknown> } | { kind: "parked" };

export type Step = (run: StepRun) => Promise<StepResult>;

export function done(outcome: string, more: Record<string, unknown> = {}): StepResult {
  return { kind: "done", output: { outcome, ...more } };
}

/** The wave of a task that is about one. */
export function waveOf(input: StepInput): number {
  if (input.wave === undefined) throw new Error(`The task ${input.step} came without a wave.`);
  return input.wave;
}

/** Runs a step under the execution's lock; null when a later generation has taken over, or nobody knows the execution. */
export async function inStep<T>(run: StepRun, work: (tx: ExecutionTransaction) => Promise<T>): Promise<T | null> {
  const { executionId, generation } = run.input;
  const { context, log } = run.engine;
  if ((await findExecution(context.db, executionId)) === null) {
    log.error({ input: run.input }, "A state machine runs for an execution that the database does not know");
    return null;
  }
  return inExecution(context, executionId, async (tx) => (tx.execution.generation === generation ? work(tx) : null));
}

/**
 * Runs a step of a clean-up under its execution's lock; null when nobody knows the clean-up. An execution's generation
 * says nothing about its clean-ups, which come after its end.
 */
export async function inCleanup<T>(
  run: StepRun,
  work: (tx: ExecutionTransaction, cleanup: Cleanup) => Promise<T>,
): Promise<T | null> {
  const { executionId, cleanup: number } = run.input;
  const { context, log } = run.engine;
  if (number === undefined || (await findCleanup(context.db, { executionId, number })) === null) {
    log.error({ input: run.input }, "A state machine runs for a clean-up that the database does not know");
    return null;
  }
  return inExecution(context, executionId, async (tx) => {
    const cleanup = await findCleanup(tx.db, { executionId, number });
    return cleanup === null ? null : work(tx, cleanup);
  });
}
