import { awsFailureOf } from "#lib/aws/aws-errors.ts";
import { describeRecoveryInstances } from "#lib/aws/drs-inventory.ts";
import { startRecovery } from "#lib/aws/drs-jobs.ts";
import { databaseNow } from "#lib/db/clock.ts";
import { findLaunch, isUnresolved, type Launch, updateLaunch } from "#lib/db/launches.ts";
import { isTerminal } from "#lib/domain/execution-status.ts";
import { isInstanceAlive, JOB_TAGS } from "#lib/domain/drs-job.ts";

import { placeOf } from "../place.ts";
import { inStep, type StepRun } from "../step.ts";
import { addSeconds } from "./claim.ts";
import { findJob } from "./find-job.ts";
import { recordDoubt, recordJob, recordLiveRecoveries, recordRefusal } from "./record.ts";

/** Of a claim, the part in which the call may be under way; the rest is room for it to come to an end. */
const CALL_SHARE = 0.8;

/** Sends one claimed StartRecovery call and writes down what AWS answered, or that nobody knows. */
export async function sendLaunch(run: StepRun, launch: Launch): Promise<void> {
  const { context, aws, settings } = run.engine;
  const place = await placeOf(context.db, launch);
  try {
    const instances = await describeRecoveryInstances(aws, place, launch.serverIds);
    const live = instances.filter((instance) => !instance.isDrill && isInstanceAlive(instance));
    if (live.length > 0) {
      await recordLiveRecoveries(run, launch, live);
      return;
    }
  } catch (error) {
    // Nothing has been sent, so whatever went wrong, nothing is in doubt.
    return recordRefusal(run, launch, { failure: { ...awsFailureOf(error), refused: true }, busy: new Map() });
  }
  if (!(await confirmClaim(run, launch))) return;
  try {
    const job = await startRecovery(aws, place, {
      serverIds: launch.serverIds,
      isDrill: launch.isDrill,
      tags: {
        [JOB_TAGS.execution]: launch.executionId,
        [JOB_TAGS.wave]: String(launch.waveNumber),
        [JOB_TAGS.launch]: launch.id,
      },
      signal: AbortSignal.timeout(settings.launchClaimSeconds * CALL_SHARE * 1000),
    });
    await recordJob(run, launch, job.jobId);
  } catch (error) {
    await settleFailedCall(run, launch, error);
  }
}

/** The last look before the call: is the launch still ours, still open, and still wanted? Renews the claim. */
async function confirmClaim(run: StepRun, launch: Launch): Promise<boolean> {
  const isConfirmed = await inStep(run, async (tx) => {
    const current = await findLaunch(tx.db, launch.id);
    if (current === null || !isUnresolved(current) || current.claimedBy !== launch.claimedBy) return false;
    if (isTerminal(tx.execution.status) || tx.execution.status === "CANCELLING") return false;
    const now = await databaseNow(tx.db);
    if (current.claimUntil <= now) return false;
    await updateLaunch(tx.db, launch.id, { claimUntil: addSeconds(now, run.engine.settings.launchClaimSeconds) });
    return true;
  });
  return isConfirmed ?? false;
}

async function settleFailedCall(run: StepRun, launch: Launch, error: unknown): Promise<void> {
  const failure = awsFailureOf(error);
  run.engine.log.warn(
    { executionId: launch.executionId, launchId: launch.id, failure },
    "StartRecovery did not answer with a job",
  );
  if (!failure.refused) return recordDoubt(run, launch, failure);
  if (failure.name !== "ConflictException") return recordRefusal(run, launch, { failure, busy: new Map() });
  // A conflict may be with our own earlier call, whose reply was lost.
  const found = await findJob(run, launch);
  if (found.job !== null) return recordJob(run, launch, found.job.jobId);
  return recordRefusal(run, launch, { failure, busy: found.busy });
}
