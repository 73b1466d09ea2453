import type { AccountClients, AwsPlace } from "#lib/aws/account-clients.ts";
import { type AwsFailure, awsFailureOf, awsWords } from "#lib/aws/aws-errors.ts";
import { describeRecoverySnapshots } from "#lib/aws/drs-snapshots.ts";
import { findAccountAccess } from "#lib/db/account-access.ts";
import type { ChangeFeed } from "#lib/db/changes.ts";
import { takeLease } from "#lib/db/leases.ts";
import {
  placesWithDueSnapshots,
  saveSnapshotReadings,
  serversWithDueSnapshots,
  SNAPSHOTS_WANTED,
  type SnapshotTry,
} from "#lib/db/snapshot-readings.ts";
import { thinned } from "#lib/domain/point-in-time/thinned.ts";
import { type AccountRegion, accountRegionKey } from "#lib/domain/regions.ts";
import type { Log } from "#lib/log.ts";
import type { Context } from "#lib/services/context.ts";

export type SnapshotJob = {
  context: Context;
  aws: AccountClients;
  workerId: string;
  /** Between two readings of a server of a protection group. */
  readSeconds: number;
  log: Log;
};

const LOOK_EVERY_MS = 5000;
/** Somebody may wait in a dialog; a batch that two workers read does no harm. */
const LEASE_SECONDS = 30;
const RETRY_SECONDS = 300;
/** DRS has no call for many servers at once, and one budget of calls for an account. */
const CALLS_AT_ONCE = 4;
/** Few, so that whoever waits in a dialog is next. */
const BATCH = 40;

/** Keeps known which recovery snapshots DRS keeps: in turn, and at once where somebody is about to choose one. */
export async function keepSnapshots(job: SnapshotJob, changes: ChangeFeed, signal: AbortSignal): Promise<void> {
  const underWay = new Map<string, Promise<void>>();
  while (!signal.aborted) {
    // It listens before it looks: a wish during the look calls for another one.
    const wish = changes.wait(SNAPSHOTS_WANTED, LOOK_EVERY_MS, signal);
    try {
      for (const place of await placesWithDueSnapshots(job.context.db, timesOf(job))) {
        const key = accountRegionKey(place);
        if (!underWay.has(key))
          underWay.set(
            key,
            readPlace(job, place, signal).finally(() => underWay.delete(key)),
          );
      }
    } catch (error) {
      job.log.error({ err: error }, "It could not be seen whose snapshots are due; trying again");
    }
    await wish;
  }
  await Promise.all(underWay.values());
}

/** Reads every server whose time has come. One account and Region in trouble never holds up the others. */
export async function readDueSnapshots(job: SnapshotJob, signal: AbortSignal): Promise<void> {
  const places = await placesWithDueSnapshots(job.context.db, timesOf(job));
  await Promise.all(places.map((place) => readPlace(job, place, signal)));
}

function timesOf({ context, readSeconds }: SnapshotJob) {
  return { at: context.now(), readSeconds, retrySeconds: Math.min(RETRY_SECONDS, readSeconds) };
}

/** A batch after the other until nothing is due. Never rejects. */
async function readPlace(job: SnapshotJob, where: AccountRegion, signal: AbortSignal): Promise<void> {
  const { context, workerId } = job;
  const lease = { name: `snapshots:${accountRegionKey(where)}`, owner: workerId, seconds: LEASE_SECONDS };
  try {
    while (!signal.aborted && (await takeLease(context.db, lease))) {
      const access = await findAccountAccess(context.db, where.accountId);
      const times = timesOf(job);
      const ids = await serversWithDueSnapshots(context.db, where, { ...times, limit: BATCH });
      if (access === null || ids.length === 0) return;
      const { tries, refusal } = await readBatch(job.aws, { access, region: where.region }, ids);
      await saveSnapshotReadings(context.db, where, { tries, at: times.at });
      const failure = tries.find(({ error }) => error !== null)?.error ?? null;
      if (failure !== null) job.log.warn({ ...where, failure }, "Recovery snapshots could not be read everywhere");
      // What refuses every server is left in peace until the next look.
      if (refusal !== null) return;
    }
  } catch (error) {
    job.log.error({ err: error, ...where }, "Recovery snapshots could not be read; trying again");
  }
}

/**
 * A few at a time. A refusal that would meet every server is not asked for again and again: the others are refused as
 * well, or where it passes by itself, as throttling does, they stay due.
 */
async function readBatch(
  aws: AccountClients,
  place: AwsPlace,
  ids: readonly string[],
): Promise<{ tries: SnapshotTry[]; refusal: AwsFailure | null }> {
  const tries: SnapshotTry[] = [];
  const queue = ids.values();
  let refusal: AwsFailure | null = null;
  async function ask(): Promise<void> {
    for (const sourceServerId of queue) {
      if (refusal?.retryable === true) return;
      if (refusal !== null) {
        tries.push({ sourceServerId, snapshots: null, error: awsWords(refusal) });
        continue;
      }
      try {
        const snapshots = thinned(await describeRecoverySnapshots(aws, place, sourceServerId));
        tries.push({ sourceServerId, snapshots, error: null });
      } catch (error) {
        const failure = awsFailureOf(error);
        if (meetsEveryServer(failure)) refusal = failure;
        tries.push({ sourceServerId, snapshots: null, error: awsWords(failure) });
      }
    }
  }
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, ask));
  return { tries, refusal };
}

function meetsEveryServer({ status, name }: AwsFailure): boolean {
  return status === null || status === 403 || status === 429 || name === "UninitializedAccountException";
}
