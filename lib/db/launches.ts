import { z } from "zod";

import type { DrsJobLogItem } from "#lib/domain/drs-job.ts";
import { LaunchedSnapshot } from "#lib/domain/point-in-time/choice.ts";
import type { AccountRegion } from "#lib/domain/regions.ts";

import type { Database } from "./client.ts";
import { databaseNow } from "./clock.ts";
import type { Launch, Prisma } from "./generated/client.ts";
import { readStoredJson } from "./stored-json.ts";

export type { Launch };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export async function createLaunch(db: Database, data: Prisma.LaunchUncheckedCreateInput): Promise<Launch> {
  return db.launch.create({ data });
}

export async function updateLaunch(db: Database, id: string, data: Prisma.LaunchUncheckedUpdateInput): Promise<Launch> {
  return db.launch.update({ where: { id }, data });
}

export async function findLaunch(db: Database, id: string): Promise<Launch | null> {
  return db.launch.findUnique({ where: { id } });
}

export async function listLaunches(
  db: Database,
  filter: { executionId: string; waveNumber?: number },
): Promise<Launch[]> {
  return db.launch.findMany({ where: filter, orderBy: [{ requestedAt: "asc" }, { id: "asc" }] });
}

export type DrsJobRef = AccountRegion & { jobId: string };

/** Which executions started these jobs; jobs of others are left out. */
export async function executionsOfJobs(db: Database, jobs: readonly DrsJobRef[]) {
  if (jobs.length === 0) return [];
  const launches = await db.launch.findMany({
    where: { OR: [...jobs] },
    include: { execution: { select: { id: true, planName: true, type: true } } },
  });
  return launches.flatMap(({ accountId, region, jobId, execution: { id, planName, type } }) =>
    jobId === null ? [] : [{ accountId, region, jobId, execution: { id, name: planName, type } }],
  );
}

/** Calls whose reply nobody has: neither a job nor a refusal. */
export function isUnresolved(launch: Pick<Launch, "jobId" | "refusedAt">): boolean {
  return launch.jobId === null && launch.refusedAt === null;
}

/** The snapshots that the call of a launch names. */
export function launchedSnapshots(launch: Pick<Launch, "snapshots">): LaunchedSnapshot[] {
  return readStoredJson(z.array(LaunchedSnapshot), launch.snapshots);
}

/** Calls in doubt whose claim, and a grace after it, have passed on the database's clock: whoever sent them is gone. */
export async function listDoubtfulLaunches(db: Database, graceSeconds: number): Promise<Launch[]> {
  const before = new Date((await databaseNow(db)).getTime() - graceSeconds * 1000);
  return db.launch.findMany({
    where: { jobId: null, refusedAt: null, endedAt: null, claimUntil: { lte: before } },
    orderBy: { requestedAt: "asc" },
  });
}

/** Claims a call in doubt, if it still is the one that was read. Null when somebody else was faster or it is decided. */
export async function claimDoubtfulLaunch(
  db: Database,
  read: Pick<Launch, "id" | "claimedBy"> & { claimUntil?: Date },
  claim: { claimedBy: string; claimUntil: Date },
): Promise<Launch | null> {
  const { id, claimedBy, claimUntil } = read;
  const { count } = await db.launch.updateMany({
    where: { id, claimedBy, jobId: null, refusedAt: null, ...(claimUntil !== undefined && { claimUntil }) },
    data: claim,
  });
  return count === 0 ? null : findLaunch(db, id);
}

/** Nothing about it is open: AWS refused it, or every server of its job is decided. */
export function isClosed(launch: Pick<Launch, "refusedAt" | "endedAt">): boolean {
  return launch.refusedAt !== null || launch.endedAt !== null;
}

/** Launches with a job that still has to be watched, over all executions. */
export async function listWatchedLaunches(db: Database): Promise<Launch[]> {
  return db.launch.findMany({
    where: { endedAt: null, refusedAt: null, jobId: { not: null } },
    orderBy: { requestedAt: "asc" },
  });
}

/** A launch that AWS shows and that was not known. Null when somebody wrote it meanwhile. */
export async function insertFoundLaunch(
  db: Database,
  data: Prisma.LaunchCreateManyInput & { id: string },
): Promise<Launch | null> {
  const { count } = await db.launch.createMany({ data: [data], skipDuplicates: true });
  return count === 0 ? null : findLaunch(db, data.id);
}

/** Those of the ids that are launches of ours; text that is no id is none. */
export async function listKnownLaunchIds(db: Database, ids: readonly string[]): Promise<Set<string>> {
  const launches = await db.launch.findMany({
    where: { id: { in: ids.filter((id) => UUID.test(id)) } },
    select: { id: true },
  });
  return new Set(launches.map((launch) => launch.id));
}

/** Jobs of this place that belong to other launches, so that no job is adopted twice. */
export async function listKnownJobIds(
  db: Database,
  place: { accountId: string; region: string },
): Promise<Set<string>> {
  const launches = await db.launch.findMany({
    where: { accountId: place.accountId, region: place.region, jobId: { not: null } },
    select: { jobId: true },
  });
  return new Set(launches.flatMap((launch) => launch.jobId ?? []));
}

export const LineData = z.object({
  conversionServerId: z.string().nullable(),
  targetInstanceId: z.string().nullable(),
  rawError: z.string().nullable(),
});

/** What was kept of a job's log, oldest line first. */
export async function listLogItems(db: Database, launchId: string): Promise<DrsJobLogItem[]> {
  const rows = await db.jobLogItem.findMany({ where: { launchId }, orderBy: { seq: "asc" } });
  return rows.map(({ at, event, sourceServerId, data }) => {
    return { at, event, sourceServerId, ...readStoredJson(LineData, data) };
  });
}

/** Keeps the lines of a job's log that are not kept yet. Their place in the log is their key, so twice is once. */
export async function appendLogItems(
  db: Database,
  launchId: string,
  log: { from: number; items: readonly DrsJobLogItem[] },
): Promise<void> {
  if (log.items.length === 0) return;
  await db.jobLogItem.createMany({
    skipDuplicates: true,
    data: log.items.map((item, index) => ({
      launchId,
      seq: log.from + index + 1,
      at: item.at,
      event: item.event,
      sourceServerId: item.sourceServerId,
      data: {
        conversionServerId: item.conversionServerId,
        targetInstanceId: item.targetInstanceId,
        rawError: item.rawError,
      },
    })),
  });
}
