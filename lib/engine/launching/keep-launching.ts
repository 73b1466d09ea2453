import type { Launch } from "#lib/db/launches.ts";
import { listQueuedPlaces } from "#lib/db/launch-queue.ts";
import { listDoubtfulLaunches } from "#lib/db/launches.ts";
import { type AccountRegion, accountRegionKey } from "#lib/domain/regions.ts";

import type { Engine } from "../engine.ts";
import { claimLaunches } from "./claim.ts";
import { discoverJobs } from "./discover.ts";
import { resolveLaunch, takeOver } from "./resolve.ts";
import { sendLaunch } from "./send.ts";

/** Queues are looked at whenever anything changes, and at least this often: changes are only hints. */
const LOOK_EVERY_MS = 1000;

/**
 * Launches what waits, place by place, and finds out what became of calls that a lost worker left behind; until the
 * signal aborts. Then it waits for the calls that are under way.
 */
export async function keepLaunching(engine: Engine): Promise<void> {
  const { leaving } = engine;
  const underWay = new Set<Promise<void>>();
  const busyPlaces = new Set<string>();
  const stalePlaces = new Set<string>();

  function track(what: string, work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => engine.log.error({ err: error }, `${what} went wrong; it is taken up again`))
      .finally(() => underWay.delete(tracked));
    underWay.add(tracked);
  }

  async function servePlace(place: AccountRegion): Promise<void> {
    const key = accountRegionKey(place);
    if (busyPlaces.has(key)) {
      // Whoever came while the queue was being read may not be in it.
      stalePlaces.add(key);
      return;
    }
    busyPlaces.add(key);
    try {
      do {
        stalePlaces.delete(key);
        await discoverJobs(engine, place);
        for (const launch of await claimLaunches(engine, place)) track("A launch", sendLaunch(engine, launch));
      } while (stalePlaces.has(key) && !leaving.aborted);
    } finally {
      busyPlaces.delete(key);
    }
  }

  async function serve(): Promise<void> {
    for (const place of await listQueuedPlaces(engine.context.db)) track("A queue", servePlace(place));
    for (const launch of await listDoubtfulLaunches(engine.context.db, engine.settings.launchGraceSeconds)) {
      const taken: Launch | null = await takeOver(engine, launch);
      if (taken !== null) track("The search for a job", resolveLaunch(engine, taken));
    }
  }

  while (!leaving.aborted) {
    // It listens before it looks: a change during the look calls for another one.
    const change = engine.changes.waitForAny(LOOK_EVERY_MS, leaving);
    await serve().catch((error: unknown) => engine.log.error({ err: error }, "The queues could not be read"));
    await change;
  }
  await Promise.all(underWay);
}
