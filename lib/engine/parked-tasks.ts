import { listParkedTasks, listUnsentTasks, markTaskSent } from "#lib/db/step-tasks.ts";

import type { Engine } from "./engine.ts";

/** Token calls under way at once: many tasks wait, and each call takes its time. */
const AT_ONCE = 20;
/** Heartbeats sent in the time that Step Functions waits for one. */
const BEATS = 3;

/** Completes decided tasks. Called right after the transaction that decided them, and again by the sweep. */
export async function sendDecidedTasks(engine: Engine, executionId?: string): Promise<void> {
  const { db, now } = engine.context;
  await forEachOf(await listUnsentTasks(db, executionId), async (task) => {
    // A token that is gone was delivered again: the new task finds the condition true by itself.
    await engine.activity.succeed(task.token, { outcome: task.outcome });
    await markTaskSent(db, task.token, now());
  });
}

export type Heart = { beat: () => Promise<void> };

/** Keeps the tokens of waiting tasks alive, each as often as needed, and forgets those that Step Functions has given up. */
export function createHeart(engine: Engine): Heart {
  const everyMs = (engine.settings.parkedHeartbeatSeconds * 1000) / BEATS;
  let beaten = new Map<string, number>();

  return {
    async beat() {
      const { db, now } = engine.context;
      const startedAt = now().getTime();
      const tasks = await listParkedTasks(db);
      const known = beaten;
      beaten = new Map(tasks.map(({ token }) => [token, known.get(token) ?? 0]));
      const due = tasks.filter(({ token }) => startedAt - (beaten.get(token) ?? 0) >= everyMs);
      await forEachOf(due, async ({ token }) => {
        const answer = await engine.activity.heartbeat(token);
        if (answer === "gone") await markTaskSent(db, token, now());
        beaten.set(token, startedAt);
      });
    },
  };
}

/** One failure keeps nobody else waiting; the first one is thrown when all have been tried. */
async function forEachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const failures: unknown[] = [];
  async function takeOn(): Promise<void> {
    for (let item = left.shift(); item !== undefined; item = left.shift()) {
      await work(item).catch((error: unknown) => failures.push(error));
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, takeOn));
  if (failures.length > 0) throw failures[0];
}
