import { setTimeout as delay } from "node:timers/promises";

import { Failure } from "./failure.ts";

export type Waiting = {
  /** Words for the failure: "<what> did not happen within …". */
  what: string;
  seconds: number;
  everyMilliseconds?: number;
  /** Ends the wait early with its reason, which must be an Error. */
  signal?: AbortSignal;
};

/** Asks `condition` again and again until it answers something other than `undefined`, `null` or `false`. */
export async function waitUntil<T>(condition: () => Promise<T> | T, waiting: Waiting): Promise<NonNullable<T>> {
  const deadline = performance.now() + waiting.seconds * 1000;
  for (;;) {
    waiting.signal?.throwIfAborted();
    const value = await condition();
    if (value !== undefined && value !== null && value !== false) return value;
    if (performance.now() > deadline) throw new Failure(`${waiting.what} within ${waiting.seconds} seconds.`);
    await delay(waiting.everyMilliseconds ?? 50);
  }
}

/** Whether an address answers with a 2xx or 3xx within two seconds. */
export async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(2000) });
    await response.body?.cancel();
    return response.status < 400;
  } catch {
    return false;
  }
}
