import { z } from "zod";

import { DEFAULT_LIMITS, type InFlight, type LaunchLimits } from "#lib/domain/launch-queue.ts";
import type { AccountRegion } from "#lib/domain/regions.ts";

import type { Database } from "./client.ts";
import type { QuotaPool } from "./generated/client.ts";
import { readStoredJson } from "./stored-json.ts";

/** A running DRS job that is none of our open ones. */
export const ForeignJob = z.object({ jobId: z.string(), kind: z.string(), serverIds: z.array(z.string()) });
export type ForeignJob = z.infer<typeof ForeignJob>;

export type Pool = AccountRegion & {
  limits: LaunchLimits;
  limitsReadAt: Date | null;
  foreignJobs: ForeignJob[];
  seenAt: Date | null;
};

/** The pool of a place, locked until the transaction ends: launches of all executions go through here one after another. */
export async function lockPool(db: Database, { accountId, region }: AccountRegion): Promise<Pool> {
  await db.quotaPool.createMany({ data: [{ accountId, region, ...DEFAULT_LIMITS }], skipDuplicates: true });
  await db.$queryRaw`SELECT 1 FROM "quota_pool" WHERE "account_id" = ${accountId} AND "region" = ${region} FOR UPDATE`;
  return toPool(await db.quotaPool.findUniqueOrThrow({ where: { accountId_region: { accountId, region } } }));
}

export async function findPool(db: Database, { accountId, region }: AccountRegion): Promise<Pool | null> {
  const pool = await db.quotaPool.findUnique({ where: { accountId_region: { accountId, region } } });
  return pool === null ? null : toPool(pool);
}

export async function listPools(db: Database): Promise<Pool[]> {
  const pools = await db.quotaPool.findMany({ orderBy: [{ accountId: "asc" }, { region: "asc" }] });
  return pools.map(toPool);
}

export async function savePool(
  db: Database,
  { accountId, region }: AccountRegion,
  seen: { foreignJobs?: ForeignJob[]; seenAt?: Date | null; limits?: LaunchLimits; limitsReadAt?: Date },
): Promise<void> {
  const { limits, ...rest } = seen;
  const data = { ...rest, ...limits };
  await db.quotaPool.upsert({
    where: { accountId_region: { accountId, region } },
    create: { accountId, region, ...DEFAULT_LIMITS, ...data },
    update: data,
  });
}

/** What runs in a place: our launches and terminations whose job is not known to be over, and everybody else's jobs. */
export async function inFlightOf(
  db: Database,
  place: AccountRegion,
  foreign: readonly ForeignJob[],
): Promise<InFlight> {
  const { accountId, region } = place;
  const [launches, terminations] = await Promise.all([
    db.launch.findMany({
      where: { accountId, region, refusedAt: null, endedAt: null, jobEndedAt: null },
      select: { jobId: true, serverIds: true },
    }),
    db.termination.findMany({
      where: { accountId, region, endedAt: null },
      select: { jobId: true, instanceIds: true },
    }),
  ]);
  const own = new Set([...launches, ...terminations].map((job) => job.jobId));
  const others = foreign.filter((job) => !own.has(job.jobId));
  const sizes = [
    ...launches.map((launch) => launch.serverIds.length),
    ...terminations.map((termination) => termination.instanceIds.length),
    ...others.map((job) => job.serverIds.length),
  ];
  return { jobs: sizes.length, servers: sizes.reduce((sum, size) => sum + size, 0) };
}

function toPool(pool: QuotaPool): Pool {
  const { accountId, region, limitsReadAt, seenAt, maxJobs, maxServersPerJob, maxServersInFlight } = pool;
  const foreignJobs = readStoredJson(z.array(ForeignJob), pool.foreignJobs);
  return {
    accountId,
    region,
    limits: { maxJobs, maxServersPerJob, maxServersInFlight },
    limitsReadAt,
    foreignJobs,
    seenAt,
  };
}
