import { isDeepStrictEqual } from "node:util";

import type { AwsPlace } from "#lib/aws/account-clients.ts";
import { describeRecoveryInstances } from "#lib/aws/drs-inventory.ts";
import { describeJobs, listJobLog } from "#lib/aws/drs-jobs.ts";
import { findWave, listExecutionServers } from "#lib/db/executions.ts";
import { appendLogItems, findLaunch, listLogItems, type Launch, updateLaunch } from "#lib/db/launches.ts";
import type { DrsJob, DrsJobLogItem, DrsRecoveryInstance } from "#lib/domain/drs-job.ts";
import { findPool } from "#lib/db/quota-pools.ts";
import { isLaunchDecided } from "#lib/domain/execution-status.ts";
import { observeServer, type ServerSighting } from "#lib/domain/launch-observation.ts";

import type { ExecutionTransaction } from "#lib/services/executions/locked.ts";

import { changeExecution } from "../change.ts";
import { isPictureOld, listRecentJobs, saveDiscovery } from "../launching/discover.ts";
import type { Engine } from "../engine.ts";
import { retireReplaced } from "./replaced.ts";
import { saveSighting } from "./sighting.ts";

/**
 * One look at every open job of an account and Region: one DescribeJobs for all, a log for each. When the picture of who
 * else is there has become old, that one call reads all recent jobs instead.
 */
export async function watchJobs(engine: Engine, place: AwsPlace, launches: readonly Launch[]): Promise<void> {
  if (launches.length === 0) return;
  const jobs = await readJobs(engine, place, launches);
  const over = launches.filter((launch) => isOver(jobs.get(launch.jobId ?? "")));
  const instances =
    over.length === 0
      ? []
      : await describeRecoveryInstances(engine.aws, place, [...new Set(over.flatMap((launch) => launch.serverIds))]);
  const looks = await Promise.allSettled(
    launches.map(async (launch) => {
      const job = jobs.get(launch.jobId ?? "") ?? null;
      const log = job === null ? [] : await listJobLog(engine.aws, place, job.jobId);
      return judgeLook(engine, launch, { job, log, instances });
    }),
  );
  const news = looks.flatMap((look) => (look.status === "fulfilled" ? (look.value ?? []) : []));
  const byExecution = Map.groupBy(news, ({ launch }) => launch.executionId);
  const saved = await Promise.allSettled([...byExecution.values()].map((own) => saveLooks(engine, own)));
  for (const each of [...looks, ...saved]) if (each.status === "rejected") throw each.reason;
  if (news.some(({ job }) => isOver(job ?? undefined))) {
    await retireReplaced(engine, { accountId: place.access.accountId, region: place.region });
  }
}

/** One job of an execution after another: at once they would only wait for its lock, with a connection each. */
async function saveLooks(engine: Engine, news: readonly News[]): Promise<void> {
  const failures: unknown[] = [];
  for (const look of news) {
    const saved = changeExecution(engine, look.launch.executionId, (tx) => saveLook(tx, look.launch.id, look));
    await saved.catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

async function readJobs(engine: Engine, place: AwsPlace, launches: readonly Launch[]): Promise<Map<string, DrsJob>> {
  const { db, now } = engine.context;
  const where = { accountId: place.access.accountId, region: place.region };
  const at = now();
  const wanted = launches.flatMap((launch) => launch.jobId ?? []);
  const recent = isPictureOld(await findPool(db, where), at) ? await listRecentJobs(engine, where, at) : null;
  if (recent !== null) await saveDiscovery(engine, where, { jobs: recent, at });
  const found = new Map((recent ?? []).map((job) => [job.jobId, job]));
  const missing = wanted.filter((id) => !found.has(id));
  for (const job of missing.length === 0 ? [] : await describeJobs(engine.aws, place, missing)) {
    found.set(job.jobId, job);
  }
  return found;
}

function isOver(job: DrsJob | undefined): boolean {
  return job === undefined || job.status === "COMPLETED";
}

type Look = { job: DrsJob | null; log: DrsJobLogItem[]; instances: DrsRecoveryInstance[] };

type News = Look & { launch: Launch; isOverdue: boolean };

/** Null for a look that shows nothing new: it costs no lock and no write. */
async function judgeLook(engine: Engine, launch: Launch, look: Look): Promise<News | null> {
  const wave = await findWave(engine.context.db, launch.executionId, launch.waveNumber);
  const isOverdue = isPast(launch.requestedAt, wave?.launchTimeoutMinutes, engine.context.now());
  const isSame =
    look.job !== null &&
    look.job.status === launch.jobStatus &&
    look.log.length === launch.logLength &&
    isDeepStrictEqual(look.job.servers, launch.jobServers);
  if (isSame && !isOver(look.job ?? undefined) && !isOverdue) return null;
  return { ...look, launch, isOverdue };
}

function isPast(since: Date, minutes: number | undefined, now: Date): boolean {
  return minutes !== undefined && now.getTime() - since.getTime() > minutes * 60_000;
}

async function saveLook(
  tx: ExecutionTransaction,
  launchId: string,
  look: Look & { isOverdue: boolean },
): Promise<void> {
  const launch = await findLaunch(tx.db, launchId);
  if (!launch?.jobId || launch.endedAt !== null) return;
  const kept = await listLogItems(tx.db, launch.id);
  await appendLogItems(tx.db, launch.id, { from: kept.length, items: look.log.slice(kept.length) });
  // Of a job that DRS no longer lists only what we kept is left.
  const log = look.job === null ? kept : look.log;
  const jobEndedAt = launch.jobEndedAt ?? (isOver(look.job ?? undefined) ? tx.now() : null);
  const servers = await listExecutionServers(tx.db, { executionId: launch.executionId, launchId: launch.id });
  const wave = await findWave(tx.db, launch.executionId, launch.waveNumber);
  let undecided = 0;
  for (const server of servers) {
    const evidence = { ...look, log, jobId: launch.jobId, undecidedSince: jobEndedAt };
    const sighting = observeServer(server.sourceServerId, evidence, tx.now());
    const verdict = look.isOverdue ? overdue(sighting, wave?.launchTimeoutMinutes ?? 0, tx.now()) : sighting;
    const status = await saveSighting(tx, server, { sighting: verdict, retries: wave?.automaticRetries ?? 0 });
    if (!isLaunchDecided(status) && status !== "QUEUED") undecided += 1;
  }
  const isEnded = (jobEndedAt !== null || look.isOverdue) && undecided === 0;
  await updateLaunch(tx.db, launch.id, {
    jobStatus: look.job?.status ?? "MISSING",
    jobServers: look.job?.servers ?? [],
    logLength: log.length,
    jobEndedAt,
    endedAt: isEnded ? tx.now() : null,
    ...(look.isOverdue &&
      jobEndedAt === null && { note: "DRS did not finish this job in time. It is no longer waited for." }),
  });
}

/** A launch that takes longer than the plan allows counts as failed, although DRS may still be at it. */
function overdue(sighting: ServerSighting, minutes: number, now: Date): ServerSighting {
  if (sighting.verdict.kind !== "launching") return sighting;
  const message = `DRS did not launch the server within ${minutes} min. Its job may still be running.`;
  return { ...sighting, verdict: { kind: "failed", message, operation: "StartRecovery", at: now } };
}
