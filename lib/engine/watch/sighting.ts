import { isDeepStrictEqual } from "node:util";

import { type ExecutionServer, updateServer } from "#lib/db/executions.ts";
import { addLiveInstance } from "#lib/db/inventory.ts";
import type { PhaseProgress } from "#lib/domain/execution.ts";
import { type ServerStatus, serverTransition } from "#lib/domain/execution-status.ts";
import type { ServerSighting } from "#lib/domain/launch-observation.ts";

import { isPassingCause, retryWaitSeconds } from "#lib/domain/launch-retry.ts";
import { type ExecutionTransaction, tell } from "#lib/services/executions/locked.ts";

import { failServer } from "../launching/server-changes.ts";

/** `retries`: how often the wave repeats a failed launch by itself. */
export type SeenServer = { sighting: ServerSighting; retries: number };

/** Writes down what was seen of one server of a job; its status afterwards. Seeing the same again changes nothing. */
export async function saveSighting(
  tx: ExecutionTransaction,
  server: ExecutionServer,
  { sighting, retries }: SeenServer,
): Promise<ServerStatus> {
  if (server.status !== "LAUNCHING") return server.status;
  const recoveryInstanceId = sighting.recoveryInstanceId ?? server.recoveryInstanceId;
  const phases = sighting.phases;
  switch (sighting.verdict.kind) {
    case "launching":
      if (isSame(server, phases) && recoveryInstanceId === server.recoveryInstanceId) return server.status;
      await updateServer(tx.db, server, { recoveryInstanceId, phases, ...dataOf(server, sighting) });
      await tellPreviousSnapshot(tx, server, sighting);
      return server.status;
    case "launched":
      // Without its instance's id a server can be neither checked nor cleaned up: the next look will have it.
      if (recoveryInstanceId === null) return server.status;
      return saveLaunched(tx, server, { ...sighting, recoveryInstanceId });
    case "failed":
      return saveFailed(tx, server, { ...sighting, verdict: sighting.verdict, retries });
  }
}

function isSame(server: ExecutionServer, phases: readonly PhaseProgress[]): boolean {
  return isDeepStrictEqual(server.phases, phases);
}

async function saveLaunched(
  tx: ExecutionTransaction,
  server: ExecutionServer,
  sighting: ServerSighting & { recoveryInstanceId: string },
): Promise<ServerStatus> {
  const status = serverTransition(server.status, "LAUNCHED");
  const { recoveryInstanceId, phases } = sighting;
  const checking = phases.map((phase): PhaseProgress => {
    return phase.phase === "HEALTH" ? { ...phase, status: "RUNNING", startedAt: tx.now().toISOString() } : phase;
  });
  const launched = { status, recoveryInstanceId, phases: checking, launchedAt: tx.now() };
  await updateServer(tx.db, server, { ...launched, ...dataOf(server, sighting) });
  await addLiveInstance(tx.db, server, { recoveryInstanceId, isDrill: tx.execution.type === "DRILL" });
  await tellPreviousSnapshot(tx, server, sighting);
  await tell(tx, {
    kind: "server.launched",
    severity: "info",
    wave: server.waveNumber,
    server,
    message: `${server.hostname} launched, checking health`,
    detail: recoveryInstanceId,
  });
  return status;
}

/** What it is launched from. What was named in the call counts until AWS tells a moment. */
function dataOf({ snapshotAt }: ExecutionServer, { dataAt, usedPreviousSnapshot }: ServerSighting) {
  return { usedPreviousSnapshot, snapshotAt: dataAt ?? snapshotAt };
}

type FailedSighting = ServerSighting & {
  verdict: { kind: "failed"; message: string; operation: string; at: Date };
  retries: number;
};

async function saveFailed(
  tx: ExecutionTransaction,
  server: ExecutionServer,
  sighting: FailedSighting,
): Promise<ServerStatus> {
  const { recoveryInstanceId, phases } = sighting;
  const { message, operation, at } = sighting.verdict;
  await updateServer(tx.db, server, { phases, recoveryInstanceId });
  const isRepeated = isPassingCause(message) && server.automaticRetries < sighting.retries;
  if (isRepeated && tx.execution.status !== "CANCELLING") return saveRetry(tx, server, message);
  await failServer(tx, server, { service: "AWS DRS", operation, message, at });
  return "FAILED";
}

async function saveRetry(tx: ExecutionTransaction, server: ExecutionServer, message: string): Promise<ServerStatus> {
  const status = serverTransition(server.status, "QUEUED");
  const retry = server.automaticRetries + 1;
  const seconds = retryWaitSeconds(retry, Math.random());
  const queuedUntil = new Date(tx.now().getTime() + seconds * 1000);
  await updateServer(tx.db, server, {
    status,
    automaticRetries: retry,
    queuedAt: tx.now(),
    queuedUntil,
    error: message,
  });
  await tell(tx, {
    kind: "server.retry",
    severity: "warning",
    wave: server.waveNumber,
    server,
    message: `${server.hostname} did not launch. It is launched again by itself, try ${retry + 1}`,
    detail: message,
  });
  return status;
}

async function tellPreviousSnapshot(
  tx: ExecutionTransaction,
  server: ExecutionServer,
  sighting: ServerSighting,
): Promise<void> {
  if (!sighting.usedPreviousSnapshot || server.usedPreviousSnapshot) return;
  await tell(tx, {
    kind: "server.previous-snapshot",
    severity: "warning",
    wave: server.waveNumber,
    server,
    message: `${server.hostname} is launched from an earlier snapshot`,
    detail: "DRS could not take a new one. More data is lost than the lag says.",
  });
}
