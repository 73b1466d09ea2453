import { setTimeout as delay } from "node:timers/promises";

import { type Cleanup, listOpenCleanups } from "#lib/db/cleanups.ts";
import { databaseNow } from "#lib/db/clock.ts";
import { takeLease } from "#lib/db/leases.ts";
import { accountRegionKey } from "#lib/domain/regions.ts";

import type { Engine } from "../engine.ts";
import { beginCleanup } from "./begin.ts";
import { cleanPlace } from "./clean-place.ts";
import { concludeCleanup } from "./conclude.ts";
import type { Verdict } from "./verdict.ts";
import { type CleanupWork, workKey, workOf } from "./work.ts";

const LEASE_TICKS = 4;
const LEAST_LEASE_SECONDS = 10;

/**
 * Does the clean-ups whose time has come, until the signal aborts. It does all of the work and needs no state machine
 * for it: the state machine of a clean-up says when a step begins and keeps the history, and one that was stopped is
 * only noted, because what a drill left must be terminated all the same.
 */
export async function keepCleaning(engine: Engine, signal: AbortSignal): Promise<void> {
  const seconds = engine.settings.watchSeconds;
  const memory = new Map<string, Verdict>();
  while (!signal.aborted) {
    try {
      const lease = { seconds: Math.max(LEAST_LEASE_SECONDS, seconds * LEASE_TICKS), owner: engine.workerId };
      if (await takeLease(engine.context.db, { name: "cleanup", ...lease })) await cleanOnce(engine, memory);
      else memory.clear();
    } catch (error) {
      engine.log.error({ err: error }, "Cleaning up failed; trying again");
    }
    await delay(seconds * 1000, undefined, { signal }).catch(() => undefined);
  }
}

async function cleanOnce(engine: Engine, memory: Map<string, Verdict>): Promise<void> {
  const running = await runningCleanups(engine);
  const works = (await Promise.all(running.map((cleanup) => workOf(engine.context.db, cleanup)))).flat();
  forgetOthers(memory, works);
  const places = Map.groupBy(works, (work) => accountRegionKey(work.place));
  await Promise.all([...places.values()].map((here) => cleanPlace(engine, here, memory)));
  for (const cleanup of running) {
    const own = works.filter((work) => work.cleanup === cleanup);
    await concludeCleanup(engine, cleanup, { works: own, memory }).catch((error: unknown) => {
      engine.log.warn({ err: error, executionId: cleanup.executionId }, "A clean-up could not be brought on");
    });
  }
}

/** Open clean-ups whose time has come, on the database's clock. */
async function runningCleanups(engine: Engine): Promise<Cleanup[]> {
  const open = await listOpenCleanups(engine.context.db);
  if (open.length === 0) return [];
  const now = await databaseNow(engine.context.db);
  const due = open.filter((cleanup) => cleanup.status === "RUNNING" || cleanup.dueAt <= now);
  const running = due.filter((cleanup) => cleanup.status === "RUNNING");
  const begun = await Promise.all(
    due.flatMap((cleanup) => (cleanup.status === "RUNNING" ? [] : [beginCleanup(engine, cleanup)])),
  );
  return [...running, ...begun.filter((cleanup) => cleanup !== null)];
}

function forgetOthers(memory: Map<string, Verdict>, works: readonly CleanupWork[]): void {
  const known = new Set(works.map(workKey));
  for (const key of memory.keys()) if (!known.has(key)) memory.delete(key);
}
