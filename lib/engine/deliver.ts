import type { Engine } from "./engine.ts";
import { sendDecidedTasks } from "./parked-tasks.ts";

const LOOK_EVERY_MS = 5000;

/** Completes tasks that another process decided, such as the web for a person, as soon as it is known. */
export async function keepDelivering(engine: Engine, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await engine.changes.waitForAny(LOOK_EVERY_MS, signal);
    await sendDecidedTasks(engine).catch((error: unknown) => {
      engine.log.warn({ err: error }, "Tasks could not be completed; trying again");
    });
  }
}
