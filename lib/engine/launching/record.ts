import { setTimeout as delay } from "node:timers/promises";

import { type AwsFailure, awsWords } from "#lib/aws/aws-errors.ts";
import { databaseNow } from "#lib/db/clock.ts";
import { countAttempt, type ExecutionServer, listExecutionServers } from "#lib/db/executions.ts";
import {
  findLaunch,
  isUnresolved,
  type Launch,
  launchedSnapshots,
  listLaunches,
  updateLaunch,
} from "#lib/db/launches.ts";
import { savePool } from "#lib/db/quota-pools.ts";
import { waitedJobWords } from "#lib/domain/waited-job.ts";
import type { ExecutionTransaction } from "#lib/services/executions/locked.ts";
import { tell } from "#lib/services/executions/locked.ts";

import { changeExecution } from "../change.ts";
import type { Engine } from "../engine.ts";
import { addSeconds } from "./claim.ts";
import { failServer, queueServer, serversInWords } from "./server-changes.ts";

const RETRY_SECONDS = [2, 5, 10, 20, 30];
const SAVE_AGAIN_MS = 1000;
/** Refusals that mean that others use more of the place than we knew. */
const FULL = new Set(["ServiceQuotaExceededException", "ConflictException"]);

/** Keeps the id of the job that AWS started. It must not be lost, so this does not give up while the process lives. */
export async function recordJob(engine: Engine, launch: Launch, jobId: string): Promise<void> {
  for (;;) {
    try {
      await changeExecution(engine, launch.executionId, (tx) => saveJob(tx, launch, jobId));
      return;
    } catch (error) {
      engine.log.error({ err: error, launchId: launch.id, jobId }, "The job's id could not be saved; trying again");
      await delay(SAVE_AGAIN_MS);
    }
  }
}

async function saveJob(tx: ExecutionTransaction, launch: Launch, jobId: string): Promise<void> {
  const current = await findLaunch(tx.db, launch.id);
  if (current === null || current.jobId !== null) return;
  await updateLaunch(tx.db, launch.id, { jobId, jobStatus: "PENDING", note: null, refusedAt: null });
  await countAttempt(tx.db, current);
  await tellReplaced(tx, current);
  await tell(tx, {
    kind: "launch.started",
    severity: "info",
    wave: launch.waveNumber,
    message: `DRS is launching ${serversInWords(launch.serverIds.length)} of wave ${launch.waveNumber}`,
    detail: `Job ${jobId} in ${launch.region}`,
  });
}

/** Chosen snapshots that had expired, once their replacements are really what is launched. */
async function tellReplaced(tx: ExecutionTransaction, launch: Launch): Promise<void> {
  const replaced = launchedSnapshots(launch).filter((each) => each.replaces !== null);
  if (replaced.length === 0) return;
  const servers = await listExecutionServers(tx.db, { executionId: launch.executionId, launchId: launch.id });
  const names = new Map(servers.map((server) => [server.sourceServerId, server]));
  for (const { sourceServerId, snapshotId, at, replaces } of replaced) {
    const server = names.get(sourceServerId);
    if (server === undefined || replaces === null) continue;
    await tell(tx, {
      kind: "launch.snapshot-replaced",
      severity: "warning",
      wave: launch.waveNumber,
      server,
      message: `${server.hostname} is launched from a snapshot that is ${replaces.minutesOlder} min older than the chosen one`,
      detail: `${replaces.snapshotId} of ${replaces.at} is not kept any more. ${snapshotId} of ${at} is used.`,
    });
  }
}

/** The reply was lost or the service broke: the row stays open until AWS shows the job, or shows none. */
export async function recordDoubt(engine: Engine, launch: Launch, failure: AwsFailure): Promise<void> {
  await changeExecution(engine, launch.executionId, async (tx) => {
    // Who was frozen during the call wakes when somebody else has long found out what became of it.
    const current = await findLaunch(tx.db, launch.id);
    if (current === null || !isUnresolved(current)) return;
    const note = `It is not known whether AWS got this call (${awsWords(failure)}). The job is being looked for.`;
    await updateLaunch(tx.db, launch.id, { note });
    await tell(tx, {
      kind: "launch.in-doubt",
      severity: "warning",
      wave: launch.waveNumber,
      message: `It is not known whether AWS got the launch of ${serversInWords(launch.serverIds.length)}`,
      detail: awsWords(failure),
    });
  });
}

/** Why nothing was launched. `isPassing`: it may go by itself. */
type Refusal = {
  /** False: the call was not even sent. */
  isSent: boolean;
  words: string;
  isPassing: boolean;
  /** Others use more of the place than we knew. */
  isFull: boolean;
  /** Servers that are in a running job, with its id. */
  busy: ReadonlyMap<string, string>;
};

/** A refusal of AWS, in its own words. */
export function refusalOf(failure: AwsFailure): Omit<Refusal, "busy"> {
  return { isSent: true, words: awsWords(failure), isPassing: failure.retryable, isFull: FULL.has(failure.name) };
}

/** A job has servers of the call, which AWS would refuse: it is not sent. The other servers go without them. */
export async function recordBusy(engine: Engine, launch: Launch, busy: ReadonlyMap<string, string>): Promise<void> {
  const jobs = [...new Set(busy.values())].join(", ");
  const words = `Not sent: ${serversInWords(busy.size)} of it ${busy.size === 1 ? "is" : "are"} in DRS job ${jobs}.`;
  await recordRefusal(engine, launch, { isSent: false, words, isPassing: true, isFull: true, busy });
}

/** AWS did nothing. What may pass by itself is queued for another try, what will not has failed. */
export async function recordRefusal(engine: Engine, launch: Launch, refusal: Refusal): Promise<void> {
  const { words, busy } = refusal;
  await closeUnsent(engine, { launch, note: words }, async (tx, servers) => {
    const now = await databaseNow(tx.db);
    const earlier = await earlierRefusals(tx, launch);
    const wait = RETRY_SECONDS[Math.min(earlier.length, RETRY_SECONDS.length - 1)] ?? 0;
    for (const server of servers) {
      const holder = busy.get(server.sourceServerId);
      const isFree = busy.size > 0 && holder === undefined;
      const error = holder === undefined ? words : waitedJobWords(holder);
      await (refusal.isPassing
        ? queueServer(tx, server, { until: addSeconds(now, isFree ? 0 : wait), error: isFree ? null : error })
        : failServer(tx, server, { service: "AWS DRS", operation: "StartRecovery", message: words }));
    }
    // The next look at the queue reads again who else is there.
    if (refusal.isFull) await savePool(tx.db, launch, { seenAt: null });
    // A job that holds a server for an hour is told of once, not at every try.
    if (earlier.some(({ note }) => note === words)) return;
    await tell(tx, {
      kind: "launch.refused",
      severity: refusal.isPassing ? "warning" : "problem",
      wave: launch.waveNumber,
      message: refusal.isSent
        ? `AWS did not take the launch of ${serversInWords(servers.length)}`
        : `The launch of ${serversInWords(servers.length)} waits for another DRS job`,
      detail: words,
    });
  });
}

/** The execution was paused or cancelled between the claim and the call: nothing was sent. */
export async function recordWithdrawal(engine: Engine, launch: Launch): Promise<void> {
  await closeUnsent(
    engine,
    { launch, note: "Not sent: the execution was paused or cancelled first." },
    async (tx, servers) => {
      for (const server of servers) await queueServer(tx, server, { until: null, error: null });
    },
  );
}

/** AWS was searched for long enough and shows no job of a call in doubt: it did not get it. */
export async function recordNothingFound(engine: Engine, launch: Launch): Promise<void> {
  const note = "AWS did not get this call: it shows no job of it.";
  await closeUnsent(engine, { launch, note }, async (tx, servers) => {
    for (const server of servers) await queueServer(tx, server, { until: null, error: null });
    await tell(tx, {
      kind: "launch.not-received",
      severity: "info",
      wave: launch.waveNumber,
      message: `AWS did not get the launch of ${serversInWords(servers.length)}. ${servers.length === 1 ? "It is" : "They are"} queued again`,
    });
  });
}

/** Closes a call that started nothing, unless somebody else has taken it over or found its job meanwhile. */
export async function closeUnsent(
  engine: Engine,
  { launch, note }: { launch: Launch; note: string },
  settleServers: (tx: ExecutionTransaction, servers: ExecutionServer[]) => Promise<void>,
): Promise<void> {
  await changeExecution(engine, launch.executionId, async (tx) => {
    const current = await findLaunch(tx.db, launch.id);
    if (current === null || !isUnresolved(current) || current.claimedBy !== launch.claimedBy) return;
    const servers = await listExecutionServers(tx.db, { executionId: launch.executionId, launchId: launch.id });
    await settleServers(
      tx,
      servers.filter((server) => server.status === "LAUNCHING"),
    );
    await updateLaunch(tx.db, launch.id, { refusedAt: tx.now(), note });
  });
}

async function earlierRefusals(tx: ExecutionTransaction, launch: Launch): Promise<Launch[]> {
  const launches = await listLaunches(tx.db, { executionId: launch.executionId, waveNumber: launch.waveNumber });
  return launches.filter(
    (other) => other.refusedAt !== null && other.serverIds.some((id) => launch.serverIds.includes(id)),
  );
}
