import { describeQuotas } from "#lib/aws/drs-quotas.ts";
import { awsFailureOf } from "#lib/aws/aws-errors.ts";
import { listJobsSince } from "#lib/aws/drs-jobs.ts";
import { listKnownJobIds, listKnownLaunchIds } from "#lib/db/launches.ts";
import { findPool, type Pool, savePool } from "#lib/db/quota-pools.ts";
import { type DrsJob, JOB_TAGS } from "#lib/domain/drs-job.ts";
import type { AccountRegion } from "#lib/domain/regions.ts";

import type { Engine } from "../engine.ts";
import { placeOf } from "../place.ts";
import { adoptUnknownJob } from "./unknown-jobs.ts";

/** How old the picture of a place may be before something is launched there. */
const MAX_AGE_MS = 120_000;
/** While others use the place too, how soon it is looked whether they are done. */
const SHARED_AGE_MS = 15_000;
/** A DRS job that is older than this and still runs is not worth the reading. */
const LOOK_BACK_MS = 24 * 60 * 60_000;
const LIMITS_AGE_MS = 24 * 60 * 60_000;

/** Whether the jobs of a place have to be read again before something is launched there. */
export function isPictureOld(pool: Pool | null, now: Date): boolean {
  const seenAt = pool?.seenAt ?? null;
  if (pool === null || seenAt === null) return true;
  const age = now.getTime() - seenAt.getTime();
  return age > (pool.foreignJobs.length > 0 ? SHARED_AGE_MS : MAX_AGE_MS);
}

/** Reads who else runs jobs in a place, where that is not known or too long ago. A failure leaves the old picture. */
export async function discoverJobs(engine: Engine, place: AccountRegion): Promise<void> {
  const { db, now } = engine.context;
  const pool = await findPool(db, place);
  if (!isPictureOld(pool, now())) return;
  try {
    const at = now();
    await saveDiscovery(engine, place, { jobs: await listRecentJobs(engine, place, at), at });
    await readLimits(engine, place, pool);
  } catch (error) {
    engine.log.warn({ place, failure: awsFailureOf(error) }, "The jobs of an account and Region could not be read");
  }
}

export async function listRecentJobs(engine: Engine, place: AccountRegion, at: Date): Promise<DrsJob[]> {
  const since = new Date(at.getTime() - LOOK_BACK_MS);
  return listJobsSince(engine.aws, await placeOf(engine.context.db, place), since);
}

/** Keeps what all jobs of a place show: who else uses its quotas, and jobs of ours that the database does not know. */
export async function saveDiscovery(
  engine: Engine,
  place: AccountRegion,
  seen: { jobs: readonly DrsJob[]; at: Date },
): Promise<void> {
  const { db } = engine.context;
  const active = seen.jobs.filter((job) => job.status !== "COMPLETED");
  const foreignJobs = active.map((job) => ({
    jobId: job.jobId,
    kind: job.kind,
    serverIds: job.servers.map((server) => server.sourceServerId),
  }));
  const own = await listKnownJobIds(db, place);
  await savePool(db, place, { foreignJobs: foreignJobs.filter((job) => !own.has(job.jobId)), seenAt: seen.at });
  const tagged = seen.jobs.filter((job) => job.tags[JOB_TAGS.launch] !== undefined);
  const known = await listKnownLaunchIds(
    db,
    tagged.map((job) => job.tags[JOB_TAGS.launch] ?? ""),
  );
  for (const job of tagged) {
    if (!known.has(job.tags[JOB_TAGS.launch] ?? "")) await adoptUnknownJob(engine, place, job);
  }
}

async function readLimits(engine: Engine, place: AccountRegion, pool: Pool | null): Promise<void> {
  const { db, now } = engine.context;
  const readAt = pool?.limitsReadAt ?? null;
  if (readAt !== null && now().getTime() - readAt.getTime() < LIMITS_AGE_MS) return;
  const limits = await describeQuotas(engine.aws, await placeOf(db, place));
  await savePool(db, place, { ...(limits !== null && { limits }), limitsReadAt: now() });
}
