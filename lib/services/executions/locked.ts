import { type Execution, lockExecution } from "#lib/db/executions.ts";
import type { NewEvent } from "#lib/db/execution-events.ts";
import { AppError } from "#lib/domain/errors.ts";

import type { Context, Transaction } from "../context.ts";
import { appendAndNotify } from "../notifications/append-events.ts";
import { inTransaction } from "../transaction.ts";

/** A transaction that holds the execution's row, so that nothing else changes it meanwhile. */
export type ExecutionTransaction = Transaction & {
  execution: Execution;
  /** Events that are written at the end, all at once; without it each is written when it is told. */
  heldEvents?: NewEvent[];
};

/** Throws `NOT_FOUND`. */
export async function inExecution<T>(
  ctx: Context,
  executionId: string,
  work: (tx: ExecutionTransaction) => Promise<T>,
): Promise<T> {
  return inTransaction(ctx, async (tx) => work(await holdExecution(tx, executionId)));
}

/** Locks one more execution within a transaction. Who locks several does so in the order of their ids. */
export async function holdExecution(tx: Transaction, executionId: string): Promise<ExecutionTransaction> {
  const execution = await lockExecution(tx.db, executionId);
  if (execution === null) throw new AppError("NOT_FOUND", `There is no execution ${executionId}.`);
  // What is done under the lock happens after what was done before it, however long the lock was waited for.
  const at = tx.clock();
  return { ...tx, execution, now: () => at };
}

/** Events tell what happened in the order in which it did. Channels are told with them. */
export async function tell(tx: ExecutionTransaction, ...events: NewEvent[]): Promise<void> {
  if (tx.heldEvents === undefined) await appendAndNotify(tx, tx.execution, events);
  else tx.heldEvents.push(...events);
}

/** Keeps the events of `work` and writes them after it: those of a hundred servers cost no more than one. */
export async function holdingEvents<T>(tx: ExecutionTransaction, work: () => Promise<T>): Promise<T> {
  const events: NewEvent[] = [];
  tx.heldEvents = events;
  const result = await work();
  delete tx.heldEvents;
  await tell(tx, ...events);
  return result;
}
