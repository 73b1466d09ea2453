import type { AwsPlace } from "#lib/aws/account-clients.ts";
import { describeRecoveryInstances } from "#lib/aws/drs-inventory.ts";
import { describeJobs, listJobLog } from "#lib/aws/drs-jobs.ts";
import { listExecutionServers } from "#lib/db/executions.ts";
import { appendLogItems, findLaunch, listLogItems, type Launch, updateLaunch } from "#lib/db/launches.ts";
import type { DrsJob, DrsJobLogItem, DrsRecoveryInstance } from "#lib/domain/drs-job.ts";
import { isLaunchDecided } from "#lib/domain/execution-status.ts";
import { observeServer } from "#lib/domain/launch-observation.ts";

import type { Engine } from "../engine.ts";
import { type ExecutionTransaction, inExecution } from "../execution-transaction.ts";
import { saveSighting } from "./sighting.ts";

/** One look at every open job of an account and Region: one DescribeJobs for all, a log for each. */
export async function watchJobs(engine: Engine, place: AwsPlace, launches: readonly Launch[]): Promise<void> {
  if (launches.length === 0) return;
  const jobIds = launches.flatMap((launch) => launch.jobId ?? []);
  const jobs = new Map((await describeJobs(engine.aws, place, jobIds)).map((job) => [job.jobId, job]));
  const over = launches.filter((launch) => isOver(jobs.get(launch.jobId ?? "")));
  const instances =
    over.length === 0
      ? []
      : await describeRecoveryInstances(engine.aws, place, [...new Set(over.flatMap((launch) => launch.serverIds))]);
  await Promise.all(
    launches.map(async (launch) => {
      const job = jobs.get(launch.jobId ?? "") ?? null;
      const log = job === null ? [] : await listJobLog(engine.aws, place, job.jobId);
      await inExecution(engine.context, launch.executionId, (tx) => saveLook(tx, launch.id, { job, log, instances }));
    }),
  );
}

function isOver(job: DrsJob | undefined): boolean {
  return job === undefined || job.status === "COMPLETED";
}

type Look = { job: DrsJob | null; log: DrsJobLogItem[]; instances: DrsRecoveryInstance[] };

async function saveLook(tx: ExecutionTransaction, launchId: string, look: Look): Promise<void> {
  const launch = await findLaunch(tx.db, launchId);
  if (!launch?.jobId || launch.endedAt !== null) return;
  const kept = await listLogItems(tx.db, launch.id);
  await appendLogItems(tx.db, launch.id, { from: kept.length, items: look.log.slice(kept.length) });
  // Of a job that DRS no longer lists only what we kept is left.
  const log = look.job === null ? kept : look.log;
  const jobEndedAt = launch.jobEndedAt ?? (isOver(look.job ?? undefined) ? tx.now() : null);
  const servers = await listExecutionServers(tx.db, { executionId: launch.executionId, launchId: launch.id });
  let undecided = 0;
  for (const server of servers) {
    const evidence = { ...look, log, jobId: launch.jobId, undecidedSince: jobEndedAt };
    const sighting = observeServer(server.sourceServerId, evidence, tx.now());
    const status = await saveSighting(tx, server, sighting);
    if (!isLaunchDecided(status)) undecided += 1;
  }
  const isEnded = jobEndedAt !== null && undecided === 0;
  await updateLaunch(tx.db, launch.id, {
    jobStatus: look.job?.status ?? "MISSING",
    jobEndedAt,
    endedAt: isEnded ? tx.now() : null,
  });
}
