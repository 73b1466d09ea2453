import { setTimeout as delay } from "node:timers/promises";

import { awsFailureOf } from "#lib/aws/aws-errors.ts";
import { listServersUnderWatch, type WatchedServer } from "#lib/db/executions.ts";
import { takeLease } from "#lib/db/leases.ts";
import { type Launch, listWatchedLaunches } from "#lib/db/launches.ts";
import { type AccountRegion, accountRegionKey } from "#lib/domain/regions.ts";

import type { Engine } from "../engine.ts";
import { placeOf } from "../place.ts";
import type { GatedServer } from "./gates/gated-server.ts";
import { serversAtTheirGates, watchGates } from "./gates/watch-gates.ts";
import { watchHealth } from "./health.ts";
import { watchJobs } from "./jobs.ts";

/** A watcher that has not renewed its lease for this many ticks is replaced. */
const LEASE_TICKS = 4;
const JITTER = 0.1;

/**
 * Watches everything that runs in AWS until the signal aborts. Each account and Region is watched by itself: while one
 * is slow to answer, the others are looked at all the same, and it is not asked twice at once. The same goes for the
 * gates of a place, which wait for more than EC2 and DRS.
 */
export async function keepWatching(engine: Engine, signal: AbortSignal): Promise<void> {
  const underWay = new Map<string, Promise<void>>();
  const begin = (key: string, look: () => Promise<void>): void => {
    if (underWay.has(key)) return;
    const done = look().finally(() => underWay.delete(key));
    underWay.set(key, done);
  };
  while (!signal.aborted) {
    try {
      for (const [key, watched] of await listWatched(engine)) {
        begin(key, () => watchPlace(engine, watched));
        const gated = serversAtTheirGates(watched.servers);
        if (gated.length > 0) begin(`gates ${key}`, () => watchGatesOf(engine, watched.place, gated));
      }
    } catch (error) {
      engine.log.error({ err: error }, "Watching failed; trying again");
    }
    const pauseMs = engine.settings.watchSeconds * 1000 * (1 + JITTER * (2 * Math.random() - 1));
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
  }
  await Promise.all(underWay.values());
}

type Watched = {
  place: AccountRegion;
  launches: Launch[];
  servers: WatchedServer[];
};

async function listWatched({ context: { db } }: Engine): Promise<Map<string, Watched>> {
  const [launches, servers] = await Promise.all([listWatchedLaunches(db), listServersUnderWatch(db, "LAUNCHED")]);
  const [launchesOf, serversOf] = [Map.groupBy(launches, accountRegionKey), Map.groupBy(servers, accountRegionKey)];
  const places = [...launches, ...servers].map(({ accountId, region }) => ({ accountId, region }));
  return new Map(
    places.map((place) => {
      const key = accountRegionKey(place);
      return [key, { place, launches: launchesOf.get(key) ?? [], servers: serversOf.get(key) ?? [] }];
    }),
  );
}

/** Never rejects. */
async function watchPlace(engine: Engine, { place: where, launches, servers }: Watched): Promise<void> {
  const { db } = engine.context;
  const name = `watch:${accountRegionKey(where)}`;
  const seconds = engine.settings.watchSeconds * LEASE_TICKS;
  try {
    if (!(await takeLease(db, { name, owner: engine.workerId, seconds }))) return;
    const place = await placeOf(db, where);
    // Side by side: trouble with DRS must not hide what EC2 says, nor a long list of jobs hold up the next wave.
    const looks = await Promise.allSettled([watchHealth(engine, place, servers), watchJobs(engine, place, launches)]);
    for (const look of looks) if (look.status === "rejected") throw look.reason;
  } catch (error) {
    // One account in trouble must not blind the others; what is known keeps its age until AWS answers again.
    engine.log.warn(
      { place: where, failure: awsFailureOf(error) },
      "AWS could not be asked; trying again at the next tick",
    );
  }
}

/** Never rejects. */
async function watchGatesOf(engine: Engine, place: AccountRegion, servers: readonly GatedServer[]): Promise<void> {
  try {
    await watchGates(engine, place, servers);
  } catch (error) {
    engine.log.warn({ err: error, place }, "Gates could not be looked at; trying again at the next tick");
  }
}
