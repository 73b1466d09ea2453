import { constraintError } from "#lib/db/constraints.ts";
import { isTransactionConflict } from "#lib/db/postgres-errors.ts";

import type { Database } from "#lib/db/client.ts";

import type { Context, Transaction } from "./context.ts";

const TRIES = 4;
const OPTIONS = { maxWait: 10_000, timeout: 30_000 };

/**
 * Runs `work` in one transaction (read committed; what must not move is locked by row). A deadlock is run again;
 * a violated constraint becomes the error that its name stands for.
 */
export async function inTransaction<T>(ctx: Context, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const at = ctx.now();
    try {
      return await ctx.db.$transaction((db) => work({ ...ctx, db, now: () => at, clock: ctx.now }), OPTIONS);
    } catch (error) {
      if (attempt < TRIES && isTransactionConflict(error)) continue;
      throw constraintError(error) ?? error;
    }
  }
}

/** Reads several things as they are at one moment, so that a page never contradicts itself. */
export async function inSnapshot<T>(ctx: Context, read: (db: Database) => Promise<T>): Promise<T> {
  return ctx.db.$transaction(read, { ...OPTIONS, isolationLevel: "RepeatableRead" });
}
