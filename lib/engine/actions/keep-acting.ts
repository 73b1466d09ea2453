import { type ActionRun, listDueRuns } from "#lib/db/action-runs.ts";
import { databaseNow } from "#lib/db/clock.ts";

import type { Engine } from "../engine.ts";
import { doTry } from "./do-try.ts";

/** Looked at whenever anything changes, and at least this often. */
const LOOK_EVERY_MS = 1000;
/** Tries that one worker has in its hands at once. */
const AT_ONCE = 40;

/**
 * Does the actions of waves: sends tries that began, follows those that services work on, and takes over those that a lost
 * worker left behind; until the worker leaves. Then it waits for the calls that are under way.
 */
export async function keepActing(engine: Engine): Promise<void> {
  const { leaving } = engine;
  const inHand = new Map<string, Promise<void>>();

  function take(run: ActionRun): void {
    if (inHand.has(run.id)) return;
    const work = doTry(engine, run)
      .catch((error: unknown) => {
        engine.log.error({ err: error, runId: run.id }, "An action went wrong; it is taken up again");
      })
      .finally(() => inHand.delete(run.id));
    inHand.set(run.id, work);
  }

  async function look(): Promise<void> {
    const free = AT_ONCE - inHand.size;
    if (free === 0) return;
    const now = await databaseNow(engine.context.db);
    for (const run of await listDueRuns(engine.context.db, now, free)) take(run);
  }

  while (!leaving.aborted) {
    const change = engine.changes.waitForAny(LOOK_EVERY_MS, leaving);
    await look().catch((error: unknown) => engine.log.error({ err: error }, "The actions could not be read"));
    await change;
  }
  await Promise.all(inHand.values());
}
