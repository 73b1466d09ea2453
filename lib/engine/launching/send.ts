import { awsFailureOf } from "#lib/aws/aws-errors.ts";
import { describeRecoveryInstances } from "#lib/aws/drs-inventory.ts";
import { startRecovery } from "#lib/aws/drs-jobs.ts";
import { databaseNow } from "#lib/db/clock.ts";
import { findLaunch, isUnresolved, type Launch, updateLaunch } from "#lib/db/launches.ts";
import { isInstanceAlive, JOB_TAGS } from "#lib/domain/drs-job.ts";
import { inExecution } from "#lib/services/executions/locked.ts";

import type { Engine } from "../engine.ts";
import { placeOf } from "../place.ts";
import { addSeconds } from "./claim.ts";
import { findBusyServers, findJob } from "./find-job.ts";
import { settleInTheWay } from "./in-the-way.ts";
import { recordBusy, recordDoubt, recordJob, recordRefusal, recordWithdrawal, refusalOf } from "./record.ts";
import { resolveLaunch } from "./resolve.ts";

/** Of a claim, the part in which the call may be under way; the rest is room for it to come to an end. */
const CALL_SHARE = 0.8;

/** Sends one claimed StartRecovery call and writes down what AWS answered, or that nobody knows. */
export async function sendLaunch(engine: Engine, launch: Launch): Promise<void> {
  const { context, aws, settings } = engine;
  const place = await placeOf(context.db, launch);
  try {
    // A job that ends between the look for live instances and the call would leave some that nobody saw.
    const busy = await findBusyServers(engine, launch);
    if (busy.size > 0) {
      await recordBusy(engine, launch, busy);
      return;
    }
    const alive = (await describeRecoveryInstances(aws, place, launch.serverIds)).filter(isInstanceAlive);
    if (await settleInTheWay(engine, launch, alive)) return;
  } catch (error) {
    // Nothing has been sent, so whatever went wrong, nothing is in doubt.
    return recordRefusal(engine, launch, { ...refusalOf(awsFailureOf(error)), busy: new Map() });
  }
  const callMs = settings.launchClaimSeconds * CALL_SHARE * 1000;
  const deadline = Date.now() + callMs;
  const confirmed = await confirmClaim(engine, launch);
  if (confirmed === "lost") return;
  if (confirmed === "unwanted") return recordWithdrawal(engine, launch);
  try {
    const job = await startRecovery(aws, place, {
      serverIds: launch.serverIds,
      isDrill: launch.isDrill,
      tags: {
        [JOB_TAGS.execution]: launch.executionId,
        [JOB_TAGS.wave]: String(launch.waveNumber),
        [JOB_TAGS.launch]: launch.id,
      },
      signal: AbortSignal.timeout(callMs),
      deadline,
    });
    await recordJob(engine, launch, job.jobId);
  } catch (error) {
    await settleFailedCall(engine, launch, error);
  }
}

/** The last look before the call: is the launch still ours, still open, and still wanted? Renews the claim. */
async function confirmClaim(engine: Engine, launch: Launch): Promise<"ours" | "lost" | "unwanted"> {
  return inExecution(engine.context, launch.executionId, async (tx) => {
    const current = await findLaunch(tx.db, launch.id);
    if (current === null || !isUnresolved(current) || current.claimedBy !== launch.claimedBy) return "lost";
    const now = await databaseNow(tx.db);
    if (current.claimUntil <= now) return "lost";
    if (tx.execution.status !== "RUNNING") return "unwanted";
    await updateLaunch(tx.db, launch.id, { claimUntil: addSeconds(now, engine.settings.launchClaimSeconds) });
    return "ours";
  });
}

async function settleFailedCall(engine: Engine, launch: Launch, error: unknown): Promise<void> {
  const failure = awsFailureOf(error);
  engine.log.warn(
    { executionId: launch.executionId, launchId: launch.id, failure },
    "StartRecovery did not answer with a job",
  );
  if (!failure.refused) {
    await recordDoubt(engine, launch, failure);
    return resolveLaunch(engine, launch);
  }
  const refusal = refusalOf(failure);
  if (failure.name !== "ConflictException") return recordRefusal(engine, launch, { ...refusal, busy: new Map() });
  // A conflict may be with our own earlier call, whose reply was lost.
  const found = await findJob(engine, launch);
  if (found.job !== null) return recordJob(engine, launch, found.job.jobId);
  return recordRefusal(engine, launch, { ...refusal, busy: found.busy });
}
