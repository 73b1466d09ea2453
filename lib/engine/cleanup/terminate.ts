import { type AwsFailure, awsFailureOf } from "#lib/aws/aws-errors.ts";
import type { AwsPlace } from "#lib/aws/account-clients.ts";
import { listJobsSince, terminateRecoveryInstances } from "#lib/aws/drs-jobs.ts";
import { setTerminationProtection } from "#lib/aws/ec2-protection.ts";
import { deleteUnsentTermination, insertTermination, type Termination, updateTermination } from "#lib/db/cleanups.ts";
import { databaseNow } from "#lib/db/clock.ts";
import { unprotectServers } from "#lib/db/instance-care.ts";
import { savePool } from "#lib/db/quota-pools.ts";
import type { DrsRecoveryInstance } from "#lib/domain/drs-job.ts";
import { inExecution, tell } from "#lib/services/executions/locked.ts";

import type { Engine } from "../engine.ts";
import { serversInWords } from "../launching/server-changes.ts";
import type { CleanupWork } from "./work.ts";

/** Of a claim, the part in which the call may be under way. */
const CALL_SHARE = 0.8;
/** A job that is older than this and still runs is not worth the reading. */
const LOOK_BACK_MS = 24 * 60 * 60_000;

export type Batch = { termination: Termination; instances: DrsRecoveryInstance[] };

/**
 * Sends one TerminateRecoveryInstances call whose row is written, and saves what came of it. Where somebody else's job has
 * a part of the servers, the rest is sent by itself. Answers why something was not taken, or null.
 */
export async function sendTermination(
  engine: Engine,
  aws: AwsPlace,
  { work, batch }: { work: CleanupWork; batch: Batch },
): Promise<AwsFailure | null> {
  const { db } = engine.context;
  const { termination, instances } = batch;
  try {
    if (work.execution.type === "RECOVERY") await unprotect(engine, aws, { work, instances });
    const jobId = await terminateRecoveryInstances(engine.aws, aws, {
      instanceIds: termination.instanceIds,
      signal: AbortSignal.timeout(engine.settings.launchClaimSeconds * CALL_SHARE * 1000),
    });
    await recordJob(engine, work, { termination, jobId });
    return null;
  } catch (error) {
    const failure = awsFailureOf(error);
    engine.log.warn(
      { executionId: work.execution.id, failure },
      "TerminateRecoveryInstances did not answer with a job",
    );
    // Without an answer the row stays: the next ticks look for its job, and repeating it does no harm.
    if (!failure.refused) return failure;
    await deleteUnsentTermination(db, termination.id);
    if (failure.name === "ServiceQuotaExceededException") await savePool(db, work.place, { seenAt: null });
    if (failure.name === "ConflictException") await sendApart(engine, aws, { work, instances });
    return failure;
  }
}

async function recordJob(
  engine: Engine,
  work: CleanupWork,
  { termination, jobId }: { termination: Termination; jobId: string },
): Promise<void> {
  await inExecution(engine.context, work.execution.id, async (tx) => {
    await updateTermination(tx.db, termination.id, { jobId });
    await tell(tx, {
      kind: "cleanup.terminating",
      severity: "info",
      message: `DRS is terminating ${serversInWords(termination.instanceIds.length)}`,
      detail: `Job ${jobId} in ${termination.region}`,
    });
  });
}

/** Servers that somebody's job has are left out; where no job shows who is in the way, it is looked for by halving. */
async function sendApart(
  engine: Engine,
  aws: AwsPlace,
  { work, instances }: { work: CleanupWork; instances: DrsRecoveryInstance[] },
): Promise<void> {
  const since = new Date(engine.context.now().getTime() - LOOK_BACK_MS);
  const active = (await listJobsSince(engine.aws, aws, since)).filter((job) => job.status !== "COMPLETED");
  const busy = new Set(active.flatMap((job) => job.servers.map((server) => server.sourceServerId)));
  const free = instances.filter(({ sourceServerId }) => !busy.has(sourceServerId));
  for (const part of free.length < instances.length ? [free] : halves(free)) {
    if (part.length === 0) continue;
    const termination = await insertTermination(engine.context.db, {
      ...work.place,
      executionId: work.cleanup.executionId,
      cleanupNumber: work.cleanup.number,
      instanceIds: part.map((instance) => instance.recoveryInstanceId),
      requestedAt: await databaseNow(engine.context.db),
    });
    await sendTermination(engine, aws, { work, batch: { termination, instances: part } });
  }
}

function halves<T>(items: T[]): T[][] {
  if (items.length < 2) return [];
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
}

/** DRS leaves protected instances alone, and it was us who protected a recovery's. Only these, and right before the call. */
async function unprotect(
  engine: Engine,
  aws: AwsPlace,
  { work, instances }: { work: CleanupWork; instances: readonly DrsRecoveryInstance[] },
): Promise<void> {
  for (const { recoveryInstanceId: instanceId } of instances) {
    await setTerminationProtection(engine.aws, aws, { instanceId, isProtected: false });
  }
  const ids = instances.map(({ recoveryInstanceId }) => recoveryInstanceId);
  await unprotectServers(engine.context.db, work.execution.id, ids);
}
