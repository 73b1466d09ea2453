import { listParkedTasks, listUnsentTasks, markTaskSent } from "#lib/db/step-tasks.ts";

import type { Engine } from "./engine.ts";

/** Completes decided tasks. Called right after the transaction that decided them, and again by the sweep. */
export async function sendDecidedTasks(engine: Engine, executionId?: string): Promise<void> {
  const { db, now } = engine.context;
  for (const task of await listUnsentTasks(db, executionId)) {
    // A token that is gone was delivered again: the new task finds the condition true by itself.
    await engine.activity.succeed(task.token, { outcome: task.outcome });
    await markTaskSent(db, task.token, now());
  }
}

/** Keeps the tokens of waiting tasks alive, and forgets those that Step Functions has given up. */
export async function heartbeatParkedTasks(engine: Engine): Promise<void> {
  const { db, now } = engine.context;
  for (const task of await listParkedTasks(db)) {
    const answer = await engine.activity.heartbeat(task.token);
    if (answer === "gone") await markTaskSent(db, task.token, now());
  }
}
