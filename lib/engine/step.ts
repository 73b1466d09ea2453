import { z } from "zod";

import type { Engine } from "./engine.ts";
import { type ExecutionTransaction, inExecution } from "./execution-transaction.ts";

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

/** Runs a part of a step under the execution's lock; null when a later generation has taken over. */
export async function inStep<T>(run: StepRun, work: (tx: ExecutionTransaction) => Promise<T>): Promise<T | null> {
  const { executionId, generation } = run.input;
  return inExecution(run.engine.context, executionId, async (tx) =>
    tx.execution.generation === generation ? work(tx) : null,
  );
}

const POLL_MS = 5000;

/** Until something of the execution changes. Never longer than 5 s: notifications are only a hint. */
export async function untilChanged(run: StepRun, ms = POLL_MS): Promise<void> {
  run.signal.throwIfAborted();
  await run.engine.changes.wait(run.input.executionId, Math.min(ms, POLL_MS), run.signal);
  run.signal.throwIfAborted();
}
