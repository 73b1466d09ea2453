import { type ExecutionTransaction, holdingEvents, inExecution } from "#lib/services/executions/locked.ts";
import { settle } from "#lib/services/executions/settle.ts";

import type { Engine } from "./engine.ts";
import { sendDecidedTasks } from "./parked-tasks.ts";

/** Changes an execution under its lock, brings its waves in line, and then completes the tasks that waited for this. */
export async function changeExecution<T>(
  engine: Engine,
  executionId: string,
  work: (tx: ExecutionTransaction) => Promise<T>,
): Promise<T> {
  const result = await inExecution(engine.context, executionId, (tx) =>
    holdingEvents(tx, async () => {
      const done = await work(tx);
      await settle(tx);
      return done;
    }),
  );
  await sendDecidedTasks(engine, executionId).catch((error: unknown) => {
    engine.log.warn({ err: error, executionId }, "Tasks could not be completed; the sweep repeats it");
  });
  return result;
}
