import type { AwsPlace } from "#lib/aws/account-clients.ts";
import { awsFailureOf } from "#lib/aws/aws-errors.ts";
import { describeRecoveryInstances } from "#lib/aws/drs-inventory.ts";
import { startRecovery } from "#lib/aws/drs-jobs.ts";
import { databaseNow } from "#lib/db/clock.ts";
import { findLaunch, isUnresolved, type Launch, updateLaunch } from "#lib/db/launches.ts";
import { isInstanceAlive, JOB_TAGS } from "#lib/domain/drs-job.ts";
import type { LaunchedSnapshot } from "#lib/domain/point-in-time/choice.ts";
import { inExecution } from "#lib/services/executions/locked.ts";

import type { Engine } from "../engine.ts";
import { placeOf } from "../place.ts";
import { addSeconds } from "./claim.ts";
import { findBusyServers, findJob } from "./find-job.ts";
import { settleInTheWay } from "./in-the-way.ts";
import { recordBusy, recordDoubt, recordJob, recordRefusal, recordWithdrawal, refusalOf } from "./record.ts";
import { resolveLaunch } from "./resolve.ts";
import { chooseLaunchSnapshots, type ReadyLaunch } from "./snapshots.ts";

/** Of a claim, the part in which the call may be under way; the rest is room for it to come to an end. */
const CALL_SHARE = 0.8;

/** Sends one claimed StartRecovery call and writes down what AWS answered, or that nobody knows. */
export async function sendLaunch(engine: Engine, claimed: Launch): Promise<void> {
  const { context, aws, settings } = engine;
  const place = await placeOf(context.db, claimed);
  const ready = await lookBeforeCall(engine, claimed, place);
  if (ready === null) return;
  const { launch, snapshots } = ready;
  const callMs = settings.launchClaimSeconds * CALL_SHARE * 1000;
  const deadline = Date.now() + callMs;
  const confirmed = await confirmClaim(engine, launch, snapshots);
  if (confirmed === "lost") return;
  if (confirmed === "unwanted") return recordWithdrawal(engine, launch);
  try {
    const job = await startRecovery(aws, place, {
      servers: launch.serverIds.map((sourceServerId) => ({
        sourceServerId,
        snapshotId: snapshots.find((each) => each.sourceServerId === sourceServerId)?.snapshotId ?? null,
      })),
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
    await settleFailedCall(engine, launch, { error, snapshots });
  }
}

/** What is asked of AWS before the call. Null where it must not be sent: then everything is written down. */
async function lookBeforeCall(engine: Engine, claimed: Launch, place: AwsPlace): Promise<ReadyLaunch | null> {
  try {
    const ready = await chooseLaunchSnapshots(engine, claimed, place);
    if (ready === null) return null;
    const { launch } = ready;
    // A job that ends between the look for live instances and the call would leave some that nobody saw.
    const busy = await findBusyServers(engine, launch);
    if (busy.size > 0) {
      await recordBusy(engine, launch, busy);
      return null;
    }
    const alive = (await describeRecoveryInstances(engine.aws, place, launch.serverIds)).filter(isInstanceAlive);
    return (await settleInTheWay(engine, launch, alive)) ? null : ready;
  } catch (error) {
    // Nothing has been sent, so whatever went wrong, nothing is in doubt.
    await recordRefusal(engine, claimed, { ...refusalOf(awsFailureOf(error)), busy: new Map() });
    return null;
  }
}

/**
 * The last look before the call: is the launch still ours, still open, and still wanted? Renews the claim and keeps what
 * the call will name, so that whoever finds its job knows it too.
 */
async function confirmClaim(
  engine: Engine,
  launch: Launch,
  snapshots: LaunchedSnapshot[],
): Promise<"ours" | "lost" | "unwanted"> {
  return inExecution(engine.context, launch.executionId, async (tx) => {
    const current = await findLaunch(tx.db, launch.id);
    if (current === null || !isUnresolved(current) || current.claimedBy !== launch.claimedBy) return "lost";
    const now = await databaseNow(tx.db);
    if (current.claimUntil <= now) return "lost";
    if (tx.execution.status !== "RUNNING") return "unwanted";
    const claimUntil = addSeconds(now, engine.settings.launchClaimSeconds);
    await updateLaunch(tx.db, launch.id, { claimUntil, snapshots });
    return "ours";
  });
}

async function settleFailedCall(
  engine: Engine,
  launch: Launch,
  { error, snapshots }: { error: unknown; snapshots: readonly LaunchedSnapshot[] },
): Promise<void> {
  const failure = awsFailureOf(error);
  engine.log.warn(
    { executionId: launch.executionId, launchId: launch.id, failure },
    "StartRecovery did not answer with a job",
  );
  if (!failure.refused) {
    await recordDoubt(engine, launch, failure);
    return resolveLaunch(engine, launch);
  }
  // A snapshot that expired this second: the next try asks again which are left.
  const hasExpired = snapshots.some(({ snapshotId }) => failure.message.includes(snapshotId));
  const refusal = refusalOf({ ...failure, retryable: failure.retryable || hasExpired });
  if (failure.name !== "ConflictException") return recordRefusal(engine, launch, { ...refusal, busy: new Map() });
  // A conflict may be with our own earlier call, whose reply was lost.
  const found = await findJob(engine, launch);
  if (found.job !== null) return recordJob(engine, launch, found.job.jobId);
  return recordRefusal(engine, launch, { ...refusal, busy: found.busy });
}
