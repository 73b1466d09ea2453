import { setTimeout as delay } from "node:timers/promises";

import { awsFailureOf } from "#lib/aws/aws-errors.ts";
import { listServersUnderWatch, type WatchedServer } from "#lib/db/executions.ts";
import { takeLease } from "#lib/db/leases.ts";
import { type Launch, listWatchedLaunches } from "#lib/db/launches.ts";
import { type AccountRegion, accountRegionKey } from "#lib/domain/regions.ts";

import type { Engine } from "../engine.ts";
import { placeOf } from "../place.ts";
import { watchHealth } from "./health.ts";
import { watchJobs } from "./jobs.ts";

/** A watcher that has not renewed its lease for this many ticks is replaced. */
const LEASE_TICKS = 4;
const JITTER = 0.1;

/** Watches everything that runs in AWS, one account and Region at a time, until the signal aborts. */
export async function keepWatching(engine: Engine, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await watchOnce(engine);
    } catch (error) {
      engine.log.error({ err: error }, "Watching failed; trying again");
    }
    const pauseMs = engine.settings.watchSeconds * 1000 * (1 + JITTER * (2 * Math.random() - 1));
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

async function watchOnce(engine: Engine): Promise<void> {
  const { db } = engine.context;
  const [launches, servers] = await Promise.all([listWatchedLaunches(db), listServersUnderWatch(db, "LAUNCHED")]);
  const places = new Map<string, AccountRegion>();
  for (const { accountId, region } of [...launches, ...servers]) {
    places.set(accountRegionKey({ accountId, region }), { accountId, region });
  }
  await Promise.all(
    [...places].map(([key, place]) =>
      watchPlace(engine, {
        place,
        launches: launches.filter((launch) => accountRegionKey(launch) === key),
        servers: servers.filter((server) => accountRegionKey(server) === key),
      }),
    ),
  );
}

type Watched = {
  place: AccountRegion;
  launches: Launch[];
  servers: WatchedServer[];
};

async function watchPlace(engine: Engine, watched: Watched): Promise<void> {
  const { db } = engine.context;
  const name = `watch:${accountRegionKey(watched.place)}`;
  const seconds = engine.settings.watchSeconds * LEASE_TICKS;
  if (!(await takeLease(db, { name, owner: engine.workerId, seconds }))) return;
  try {
    const place = await placeOf(db, watched.place);
    await watchJobs(engine, place, watched.launches);
    await watchHealth(engine, place, watched.servers);
  } catch (error) {
    // One account in trouble must not blind the others; what is known keeps its age until AWS answers again.
    engine.log.warn(
      { place: watched.place, failure: awsFailureOf(error) },
      "AWS could not be asked; trying again at the next tick",
    );
  }
}
