import { setTimeout as delay } from "node:timers/promises";

import { type AwsFailure, awsWords } from "#lib/aws/aws-errors.ts";
import { databaseNow } from "#lib/db/clock.ts";
import { type ExecutionServer, listExecutionServers, updateServer } from "#lib/db/executions.ts";
import { findLaunch, isUnresolved, type Launch, listLaunches, updateLaunch } from "#lib/db/launches.ts";
import type { DrsRecoveryInstance } from "#lib/domain/drs-job.ts";
import type { ServerFailure } from "#lib/domain/execution.ts";
import { serverTransition } from "#lib/domain/execution-status.ts";

import { type ExecutionTransaction, inExecution, tell } from "../execution-transaction.ts";
import type { StepRun } from "../step.ts";
import { addSeconds } from "./claim.ts";

const RETRY_SECONDS = [2, 5, 10, 20, 30];
const SAVE_AGAIN_MS = 1000;

/** Keeps the id of the job that AWS started. It must not be lost, so this does not give up while the process lives. */
export async function recordJob(run: StepRun, launch: Launch, jobId: string): Promise<void> {
  for (;;) {
    try {
      await inExecution(run.engine.context, launch.executionId, (tx) => saveJob(tx, launch, jobId));
      return;
    } catch (error) {
      run.engine.log.error({ err: error, launchId: launch.id, jobId }, "The job's id could not be saved; trying again");
      await delay(SAVE_AGAIN_MS);
    }
  }
}

async function saveJob(tx: ExecutionTransaction, launch: Launch, jobId: string): Promise<void> {
  const current = await findLaunch(tx.db, launch.id);
  if (current === null || current.jobId !== null) return;
  await updateLaunch(tx.db, launch.id, { jobId, jobStatus: "PENDING", note: null, refusedAt: null });
  await tell(tx, {
    kind: "launch.started",
    severity: "info",
    wave: launch.waveNumber,
    message: `DRS is launching ${serversInWords(launch.serverIds.length)} of wave ${launch.waveNumber}`,
    detail: `Job ${jobId} in ${launch.region}`,
  });
}

/** The reply was lost or the service broke: the row stays open until AWS shows the job, or shows none. */
export async function recordDoubt(run: StepRun, launch: Launch, failure: AwsFailure): Promise<void> {
  await inExecution(run.engine.context, launch.executionId, async (tx) => {
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

/** AWS did nothing. What may pass by itself is queued for another try, what will not has failed. */
export async function recordRefusal(
  run: StepRun,
  launch: Launch,
  refusal: { failure: AwsFailure; busy: ReadonlyMap<string, string> },
): Promise<void> {
  const { failure, busy } = refusal;
  await closeRefused(run, { launch, note: awsWords(failure) }, async (tx, servers) => {
    const now = await databaseNow(tx.db);
    const wait = RETRY_SECONDS[Math.min(await refusalsSoFar(tx, launch), RETRY_SECONDS.length - 1)] ?? 0;
    for (const server of servers) {
      const holder = busy.get(server.sourceServerId);
      const isFree = busy.size > 0 && holder === undefined;
      const error =
        holder === undefined ? awsWords(failure) : `In DRS job ${holder}. It is launched when that job ends.`;
      await (failure.retryable
        ? queueServer(tx, server, { until: addSeconds(now, isFree ? 0 : wait), error: isFree ? null : error })
        : failServer(tx, server, { service: "AWS DRS", operation: "StartRecovery", message: awsWords(failure) }));
    }
    await tell(tx, {
      kind: "launch.refused",
      severity: failure.retryable ? "warning" : "problem",
      wave: launch.waveNumber,
      message: `AWS did not take the launch of ${serversInWords(servers.length)}`,
      detail: awsWords(failure),
    });
  });
}

/** A launch now would terminate real recoveries, so it was not sent: those servers are left alone, the others go on. */
export async function recordLiveRecoveries(
  run: StepRun,
  launch: Launch,
  live: readonly DrsRecoveryInstance[],
): Promise<void> {
  const instanceOf = new Map(live.map((instance) => [instance.sourceServerId, instance.recoveryInstanceId]));
  await closeRefused(
    run,
    { launch, note: "Not sent: a launch would terminate a live recovery instance." },
    async (tx, servers) => {
      for (const server of servers) {
        const instanceId = instanceOf.get(server.sourceServerId);
        if (instanceId === undefined) await queueServer(tx, server, { until: null, error: null });
        else await leaveRecovered(tx, server, instanceId);
      }
    },
  );
}

async function leaveRecovered(tx: ExecutionTransaction, server: ExecutionServer, instanceId: string): Promise<void> {
  const message = `Recovery instance ${instanceId} of ${server.hostname} is live. A launch would terminate it, so nothing was launched.`;
  if (tx.execution.type === "DRILL") {
    await failServer(tx, server, { service: "DRS Orchestrator", operation: "LIVE_RECOVERY_EXISTS", message });
    return;
  }
  await updateServer(tx.db, server, { status: serverTransition(server.status, "SKIPPED"), error: message });
}

async function closeRefused(
  run: StepRun,
  { launch, note }: { launch: Launch; note: string },
  settle: (tx: ExecutionTransaction, servers: ExecutionServer[]) => Promise<void>,
): Promise<void> {
  await inExecution(run.engine.context, launch.executionId, async (tx) => {
    const current = await findLaunch(tx.db, launch.id);
    if (current === null || !isUnresolved(current)) return;
    const servers = await listExecutionServers(tx.db, { executionId: launch.executionId, launchId: launch.id });
    await settle(tx, servers);
    await updateLaunch(tx.db, launch.id, { refusedAt: tx.now(), note });
  });
}

async function refusalsSoFar(tx: ExecutionTransaction, launch: Launch): Promise<number> {
  const launches = await listLaunches(tx.db, { executionId: launch.executionId, waveNumber: launch.waveNumber });
  return launches.filter(
    (other) => other.refusedAt !== null && other.serverIds.some((id) => launch.serverIds.includes(id)),
  ).length;
}

async function queueServer(
  tx: ExecutionTransaction,
  server: ExecutionServer,
  queue: { until: Date | null; error: string | null },
): Promise<void> {
  const status = serverTransition(server.status, "QUEUED");
  await updateServer(tx.db, server, { status, queuedUntil: queue.until, error: queue.error });
}

async function failServer(
  tx: ExecutionTransaction,
  server: ExecutionServer,
  words: Omit<ServerFailure, "at">,
): Promise<void> {
  const failure: ServerFailure = { ...words, at: tx.now().toISOString() };
  const status = serverTransition(server.status, "FAILED");
  await updateServer(tx.db, server, { status, error: words.message, failure });
  await tell(tx, {
    kind: "server.failed",
    severity: "problem",
    wave: server.waveNumber,
    server,
    message: `${server.hostname} did not launch`,
    detail: words.message,
  });
}

export function serversInWords(count: number): string {
  return count === 1 ? "1 server" : `${count} servers`;
}
