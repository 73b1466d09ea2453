import { insertFoundLaunch } from "#lib/db/launches.ts";
import {
  assignServersToLaunch,
  countAttempt,
  findExecution,
  listExecutionServers,
  listWaves,
  updateExecution,
} from "#lib/db/executions.ts";
import { type DrsJob, JOB_TAGS } from "#lib/domain/drs-job.ts";
import { isTerminal, isWaveOver } from "#lib/domain/execution-status.ts";
import { hasBegun } from "#lib/domain/parked-task.ts";
import type { AccountRegion } from "#lib/domain/regions.ts";
import { recordAuditOnce } from "#lib/services/audit.ts";
import { type ExecutionTransaction, tell } from "#lib/services/executions/locked.ts";
import { beginWave } from "#lib/services/executions/settle.ts";
import { inTransaction } from "#lib/services/transaction.ts";

import { changeExecution } from "../change.ts";
import type { Engine } from "../engine.ts";

const OLDER_DATABASE =
  "AWS shows a launch of this execution that the database does not know: it was restored from a backup that is older.";

/**
 * A job that carries our tags and that no row of ours knows: the database is older than AWS. It is taken up as the launch
 * that it is, and the execution stops until a person has looked, because more than this may have been forgotten.
 */
export async function adoptUnknownJob(engine: Engine, place: AccountRegion, job: DrsJob): Promise<void> {
  const executionId = job.tags[JOB_TAGS.execution] ?? "";
  const launchId = job.tags[JOB_TAGS.launch] ?? "";
  if (!isUuid(executionId) || !isUuid(launchId)) return;
  const execution = await findExecution(engine.context.db, executionId);
  if (execution === null || isTerminal(execution.status)) return noteStray(engine, place, { job, executionId });
  await changeExecution(engine, executionId, (tx) => adopt(tx, { place, job, launchId }));
}

async function adopt(
  tx: ExecutionTransaction,
  found: { place: AccountRegion; job: DrsJob; launchId: string },
): Promise<void> {
  const { place, job, launchId } = found;
  const waves = await listWaves(tx.db, tx.execution.id);
  const wave = waves.find(({ number }) => number === Number(job.tags[JOB_TAGS.wave]));
  if (wave === undefined || isTerminal(tx.execution.status)) return;
  const named = new Set(job.servers.map((server) => server.sourceServerId));
  const servers = (
    await listExecutionServers(tx.db, { executionId: wave.executionId, waveNumber: wave.number })
  ).filter((server) => named.has(server.sourceServerId) && (server.status === "PENDING" || server.status === "QUEUED"));
  if (!hasBegun(wave) && !isWaveOver(wave.status)) await beginWave(tx, wave);
  const launch = await insertFoundLaunch(tx.db, {
    id: launchId,
    executionId: wave.executionId,
    waveNumber: wave.number,
    ...place,
    isDrill: job.kind === "DRILL",
    serverIds: servers.map((server) => server.sourceServerId),
    claimedBy: "found in AWS",
    claimUntil: job.createdAt,
    requestedAt: job.createdAt,
    jobId: job.jobId,
    jobStatus: job.status,
  });
  if (launch === null) return;
  await assignServersToLaunch(tx.db, launch);
  await countAttempt(tx.db, launch);
  if (tx.execution.engineStoppedAt === null) {
    tx.execution = await updateExecution(tx.db, wave.executionId, {
      engineStoppedAt: tx.now(),
      engineStopReason: OLDER_DATABASE,
    });
  }
  await tell(tx, {
    kind: "launch.found",
    severity: "problem",
    wave: wave.number,
    message: `AWS shows a launch of wave ${wave.number} that the database did not know. Nothing new starts until the execution is revived`,
    detail: `Job ${job.jobId} in ${place.region}, started ${job.createdAt.toISOString()}`,
  });
}

/** A job of an execution that has ended or that nobody knows. It is told once, and left alone. */
async function noteStray(
  engine: Engine,
  place: AccountRegion,
  { job, executionId }: { job: DrsJob; executionId: string },
): Promise<void> {
  engine.log.warn(
    { place, jobId: job.jobId, executionId },
    "AWS shows a launch of ours that the database does not know",
  );
  await inTransaction(engine.context, (tx) =>
    recordAuditOnce(tx, {
      action: "launch.unknown",
      entity: { kind: "drs-job", id: job.jobId, name: job.jobId },
      detail: { ...place, executionId, servers: job.servers.length, createdAt: job.createdAt.toISOString() },
    }),
  );
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function isUuid(text: string): boolean {
  return UUID.test(text);
}
