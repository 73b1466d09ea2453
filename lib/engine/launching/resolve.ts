import { setTimeout as delay } from "node:timers/promises";

import { awsFailureOf } from "#lib/aws/aws-errors.ts";
import { databaseNow } from "#lib/db/clock.ts";
import { claimDoubtfulLaunch, type Launch } from "#lib/db/launches.ts";

import type { Engine } from "../engine.ts";
import { addSeconds } from "./claim.ts";
import { type FoundJob, findJob } from "./find-job.ts";
import { recordJob, recordNothingFound } from "./record.ts";

const LOOK_EVERY_MS = 5000;
/** Looks that a search is made of at least, however short it is. */
const MIN_LOOKS = 4;

/** Takes over a call that a lost worker left in doubt, once its claim and a grace have passed. Null: another one was faster. */
export async function takeOver(engine: Engine, launch: Launch): Promise<Launch | null> {
  return claimDoubtfulLaunch(engine.context.db, launch, {
    claimedBy: `${engine.workerId}:${crypto.randomUUID()}`,
    claimUntil: await searchUntil(engine),
  });
}

/**
 * Finds out what became of a call in doubt: adopts its job, or after a search gives the servers back to the queue,
 * because AWS did not get it. It never sends anything itself.
 */
export async function resolveLaunch(engine: Engine, launch: Launch): Promise<void> {
  const held = await claimDoubtfulLaunch(engine.context.db, launch, {
    claimedBy: launch.claimedBy,
    claimUntil: await searchUntil(engine),
  });
  if (held === null) return;
  const lookMs = engine.settings.launchLookSeconds * 1000;
  const startedAt = performance.now();
  for (;;) {
    const isLastLook = performance.now() - startedAt >= lookMs;
    const found = await look(engine, held);
    if (found?.job) return recordJob(engine, held, found.job.jobId);
    if (found !== null && isLastLook) return recordNothingFound(engine, held);
    await delay(Math.min(LOOK_EVERY_MS, lookMs / MIN_LOOKS), undefined, { signal: engine.leaving }).catch(
      () => undefined,
    );
    if (engine.leaving.aborted) return handBack(engine, held);
  }
}

/** The claim is over now, so that the next worker need not wait for it. */
async function handBack(engine: Engine, launch: Launch): Promise<void> {
  await claimDoubtfulLaunch(engine.context.db, launch, { claimedBy: launch.claimedBy, claimUntil: launch.requestedAt });
}

async function searchUntil(engine: Engine): Promise<Date> {
  const { launchLookSeconds, launchClaimSeconds } = engine.settings;
  return addSeconds(await databaseNow(engine.context.db), launchLookSeconds + 2 * launchClaimSeconds);
}

/** Null when AWS could not be asked: then nothing was learned, and the search goes on. */
async function look(engine: Engine, launch: Launch): Promise<FoundJob | null> {
  try {
    return await findJob(engine, launch);
  } catch (error) {
    engine.log.warn({ launchId: launch.id, failure: awsFailureOf(error) }, "AWS could not be asked for a launch's job");
    return null;
  }
}
