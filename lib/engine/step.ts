import { z } from "zod";

import { findExecution } from "#lib/db/executions.ts";
import { type ExecutionTransaction, inExecution } from "#lib/services/executions/locked.ts";

import type { Engine } from "./engine.ts";

/** What the state machine sends with every task. Ids only: what is true stands in the database. */
export const StepInput = z.object({
  contract: z.int(),
  executionId: z.uuid(),
  generation: z.int().min(1),
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
