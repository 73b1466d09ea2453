import { type ExecutionServer, type ServerFields, updateServer } from "#lib/db/executions.ts";
import type { PhaseProgress } from "#lib/domain/execution.ts";
import { serverTransition } from "#lib/domain/execution-status.ts";
import { type ExecutionTransaction, tell } from "#lib/services/executions/locked.ts";

/** `fields`: what else is written of the server. */
export async function saveHealthy(
  tx: ExecutionTransaction,
  server: ExecutionServer,
  fields: ServerFields,
): Promise<void> {
  await updateServer(tx.db, server, {
    ...fields,
    status: serverTransition(server.status, "HEALTHY"),
    healthyAt: tx.now(),
    phases: withHealth(server, tx.now(), "DONE"),
  });
  await tell(tx, {
    ...about(server),
    kind: "server.healthy",
    severity: "good",
    message: `${server.hostname} is healthy`,
  });
}

export async function saveUnhealthy(
  tx: ExecutionTransaction,
  server: ExecutionServer,
  { reason, fields }: { reason: string; fields: ServerFields },
): Promise<void> {
  await updateServer(tx.db, server, {
    ...fields,
    status: serverTransition(server.status, "UNHEALTHY"),
    error: reason,
    phases: withHealth(server, tx.now(), "FAILED"),
  });
  await tell(tx, {
    ...about(server),
    kind: "server.unhealthy",
    severity: "problem",
    message: `${server.hostname} is not healthy`,
    detail: reason,
  });
}

function about(server: ExecutionServer) {
  return { wave: server.waveNumber, server };
}

function withHealth(server: ExecutionServer, at: Date, status: "DONE" | "FAILED"): PhaseProgress[] {
  const phases = server.phases as PhaseProgress[];
  return phases.map((phase) => (phase.phase === "HEALTH" ? { ...phase, status, endedAt: at.toISOString() } : phase));
}
