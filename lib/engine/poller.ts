import { setTimeout as delay } from "node:timers/promises";

import type { Engine } from "./engine.ts";
import { runTask } from "./step-runner.ts";

const MIN_POLLS = 2;
const MAX_POLLS = 16;
/** One more open poll for so many tasks under way: where something runs, more comes. */
const TASKS_PER_POLL = 4;
const AFTER_FAILURE_MS = 1000;

/** Takes tasks and does them until the signal aborts; then resolves when every task has been handed back. */
export async function keepTakingTasks(engine: Engine, leaving: AbortSignal): Promise<void> {
  const running = new Set<Promise<void>>();
  const polls = new Set<Promise<void>>();

  function wanted(): number {
    if (leaving.aborted) return 0;
    const polling = Math.min(MAX_POLLS, MIN_POLLS + Math.ceil(running.size / TASKS_PER_POLL));
    return Math.min(polling, engine.settings.slots - running.size);
  }

  function track(set: Set<Promise<void>>, work: Promise<void>): void {
    set.add(work);
    void work.finally(() => {
      set.delete(work);
      refill();
    });
  }

  function refill(): void {
    while (polls.size < wanted()) track(polls, pollOnce());
  }

  async function pollOnce(): Promise<void> {
    try {
      const task = await engine.activity.poll(leaving);
      if (task !== null) track(running, handle(task));
    } catch (error) {
      if (leaving.aborted) return;
      engine.log.warn({ err: error }, "No task could be asked for; trying again");
      await delay(AFTER_FAILURE_MS, undefined, { signal: leaving }).catch(() => undefined);
    }
  }

  async function handle(task: { token: string; input: string }): Promise<void> {
    try {
      await runTask(engine, task, leaving);
    } catch (error) {
      // Step Functions gives the task out again when it hears nothing.
      engine.log.error({ err: error }, "A task could not be answered");
    }
  }

  refill();
  await new Promise<void>((resolve) => {
    if (leaving.aborted) resolve();
    leaving.addEventListener("abort", () => resolve(), { once: true });
  });
  while (polls.size + running.size > 0) await Promise.allSettled([...polls, ...running]);
}
