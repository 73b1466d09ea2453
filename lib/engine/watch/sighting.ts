import { type ExecutionServer, updateServer } from "#lib/db/executions.ts";
import { addLiveInstance } from "#lib/db/inventory.ts";
import type { PhaseProgress, ServerFailure } from "#lib/domain/execution.ts";
import { type ServerStatus, serverTransition } from "#lib/domain/execution-status.ts";
import type { ServerSighting } from "#lib/domain/launch-observation.ts";

import { type ExecutionTransaction, tell } from "../execution-transaction.ts";

/** Writes down what was seen of one server of a job; its status afterwards. Seeing the same again changes nothing. */
export async function saveSighting(
  tx: ExecutionTransaction,
  server: ExecutionServer,
  sighting: ServerSighting,
): Promise<ServerStatus> {
  if (server.status !== "LAUNCHING") return server.status;
  const recoveryInstanceId = sighting.recoveryInstanceId ?? server.recoveryInstanceId;
  const phases = sighting.phases;
  switch (sighting.verdict.kind) {
    case "launching":
      if (isSame(server, phases) && recoveryInstanceId === server.recoveryInstanceId) return server.status;
      await updateServer(tx.db, server, { recoveryInstanceId, phases });
      await tellPreviousSnapshot(tx, server, sighting);
      return server.status;
    case "launched":
      // Without its instance's id a server can be neither checked nor cleaned up: the next look will have it.
      if (recoveryInstanceId === null) return server.status;
      return saveLaunched(tx, server, { ...sighting, recoveryInstanceId });
    case "failed":
      return saveFailed(tx, server, { ...sighting, verdict: sighting.verdict });
  }
}

function isSame(server: ExecutionServer, phases: readonly PhaseProgress[]): boolean {
  return JSON.stringify(server.phases) === JSON.stringify(phases);
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
  await updateServer(tx.db, server, { status, recoveryInstanceId, phases: checking, launchedAt: tx.now() });
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

async function saveFailed(
  tx: ExecutionTransaction,
  server: ExecutionServer,
  sighting: ServerSighting & { verdict: { kind: "failed"; message: string; operation: string; at: Date } },
): Promise<ServerStatus> {
  const { message, operation, at } = sighting.verdict;
  const status = serverTransition(server.status, "FAILED");
  const failure: ServerFailure = { service: "AWS DRS", operation, message, at: at.toISOString() };
  const { recoveryInstanceId } = sighting;
  await updateServer(tx.db, server, { status, error: message, failure, phases: sighting.phases, recoveryInstanceId });
  await tell(tx, {
    kind: "server.failed",
    severity: "problem",
    wave: server.waveNumber,
    server,
    message: `${server.hostname} did not launch`,
    detail: message,
  });
  return status;
}

async function tellPreviousSnapshot(
  tx: ExecutionTransaction,
  server: ExecutionServer,
  sighting: ServerSighting,
): Promise<void> {
  if (!sighting.usedPreviousSnapshot || hadPreviousSnapshot(server)) return;
  await tell(tx, {
    kind: "server.previous-snapshot",
    severity: "warning",
    wave: server.waveNumber,
    server,
    message: `${server.hostname} is launched from an earlier snapshot`,
    detail: "DRS could not take a new one. More data is lost than the lag says.",
  });
}

function hadPreviousSnapshot(server: ExecutionServer): boolean {
  return JSON.stringify(server.phases).includes("Previous snapshot used");
}
