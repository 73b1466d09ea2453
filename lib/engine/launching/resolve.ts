import { setTimeout as delay } from "node:timers/promises";

import { awsFailureOf } from "#lib/aws/aws-errors.ts";
import { type Launch, updateLaunch } from "#lib/db/launches.ts";

import type { StepRun } from "../step.ts";
import { type FoundJob, findJob } from "./find-job.ts";
import { recordJob } from "./record.ts";
import { sendLaunch } from "./send.ts";

const LOOK_EVERY_MS = 5000;
/** Looks that a search is made of at least, however short it is. */
const MIN_LOOKS = 4;

/** Finds out what became of a call in doubt: adopts its job, or sends it again when AWS shows none for long enough. */
export async function resolveLaunch(run: StepRun, launch: Launch): Promise<void> {
  const lookMs = run.engine.settings.launchLookSeconds * 1000;
  const startedAt = performance.now();
  for (;;) {
    run.signal.throwIfAborted();
    const isLastLook = performance.now() - startedAt >= lookMs;
    const found = await look(run, launch);
    if (found?.job) return recordJob(run, launch, found.job.jobId);
    if (found !== null && isLastLook) break;
    await delay(Math.min(LOOK_EVERY_MS, lookMs / MIN_LOOKS), undefined, { signal: run.signal });
  }
  const { db, now } = run.engine.context;
  const again = await updateLaunch(db, launch.id, { attempt: { increment: 1 }, requestedAt: now(), note: null });
  await sendLaunch(run, again);
}

/** Null when AWS could not be asked: then nothing was learned, and the search goes on. */
async function look(run: StepRun, launch: Launch): Promise<FoundJob | null> {
  try {
    return await findJob(run, launch);
  } catch (error) {
    run.engine.log.warn(
      { launchId: launch.id, failure: awsFailureOf(error) },
      "AWS could not be asked for a launch's job",
    );
    return null;
  }
}
