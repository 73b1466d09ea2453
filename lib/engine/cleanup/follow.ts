import type { AwsPlace } from "#lib/aws/account-clients.ts";
import { listJobLog, listJobsSince } from "#lib/aws/drs-jobs.ts";
import {
  deleteUnsentTermination,
  listTerminationJobIds,
  listTerminations,
  type Termination,
  updateTermination,
} from "#lib/db/cleanups.ts";
import { databaseNow } from "#lib/db/clock.ts";
import type { DrsJob } from "#lib/domain/drs-job.ts";
import { accountRegionKey } from "#lib/domain/regions.ts";

import type { Engine } from "../engine.ts";
import type { CleanupWork } from "./work.ts";

/** How far the clocks of AWS and the database may be apart when a job is looked for by its time. */
const CLOCK_SLACK_MS = 60_000;

/**
 * Closes terminations whose job is over or no longer listed, and finds out about calls whose reply nobody has. Whether
 * the instances are gone is for the next look at them to say. Answers the work with its terminations as they are now.
 */
export async function followTerminations(
  engine: Engine,
  aws: AwsPlace,
  { work, jobs }: { work: CleanupWork; jobs: ReadonlyMap<string, DrsJob> },
): Promise<{ work: CleanupWork; hasEnded: boolean }> {
  const { db, now } = engine.context;
  const open = work.terminations.filter((termination) => termination.endedAt === null);
  if (open.length === 0) return { work, hasEnded: false };
  for (const termination of open) {
    if (termination.jobId === null) {
      await settleDoubt(engine, aws, { work, termination });
      continue;
    }
    const job = jobs.get(termination.jobId);
    if (job !== undefined && job.status !== "COMPLETED") continue;
    const error = job === undefined ? null : await failureIn(engine, aws, job.jobId);
    await updateTermination(db, termination.id, { endedAt: now(), error });
  }
  const all = await listTerminations(db, work.cleanup);
  const key = accountRegionKey(work.place);
  const terminations = all.filter((termination) => accountRegionKey(termination) === key);
  const stillOpen = terminations.filter((termination) => termination.endedAt === null);
  return { work: { ...work, terminations }, hasEnded: stillOpen.length < open.length };
}

/** DRS says in the log of a completed job why an instance is still there. */
async function failureIn(engine: Engine, aws: AwsPlace, jobId: string): Promise<string | null> {
  const log = await listJobLog(engine.aws, aws, jobId);
  return log.find((item) => item.rawError !== null)?.rawError ?? null;
}

/**
 * A call without a reply, of this process or of one that is gone. Its job is adopted where AWS shows it; otherwise the row
 * is dropped once the call cannot be under way any more, and what still lives is terminated again.
 */
async function settleDoubt(
  engine: Engine,
  aws: AwsPlace,
  { work, termination }: { work: CleanupWork; termination: Termination },
): Promise<void> {
  const { db } = engine.context;
  const age = (await databaseNow(db)).getTime() - termination.requestedAt.getTime();
  if (age < engine.settings.launchClaimSeconds * 1000) return;
  const since = new Date(termination.requestedAt.getTime() - CLOCK_SLACK_MS);
  const known = await listTerminationJobIds(db, work.place);
  const servers = new Set(
    work.servers.flatMap(({ recoveryInstanceId, sourceServerId }) =>
      termination.instanceIds.includes(recoveryInstanceId ?? "") ? [sourceServerId] : [],
    ),
  );
  const job = (await listJobsSince(engine.aws, aws, since)).find(
    ({ jobId, kind, servers: named }) =>
      kind === "TERMINATE" && !known.has(jobId) && named.some(({ sourceServerId }) => servers.has(sourceServerId)),
  );
  if (job === undefined) await deleteUnsentTermination(db, termination.id);
  else await updateTermination(db, termination.id, { jobId: job.jobId });
}
