import { setTimeout as delay } from "node:timers/promises";

import type { Engine } from "./engine.ts";
import { sendDecidedTasks } from "./parked-tasks.ts";

const LOOK_EVERY_MS = 5000;
/** Whoever decided a task and may complete it does so at once; this is for the others. */
const HEAD_START_MS = 200;

/** Completes tasks that another process decided, such as the web for a person, as soon as it is known. */
export async function keepDelivering(engine: Engine, signal: AbortSignal): Promise<void> {
  let change = engine.changes.waitForAny(LOOK_EVERY_MS, signal);
  while (!signal.aborted) {
    await change;
    // Listened for before the work, so that what comes during it is not missed.
    change = engine.changes.waitForAny(LOOK_EVERY_MS, signal);
    await delay(HEAD_START_MS, undefined, { signal }).catch(() => undefined);
    await sendDecidedTasks(engine).catch((error: unknown) => {
      engine.log.warn({ err: error }, "Tasks could not be completed; trying again");
    });
  }
}
