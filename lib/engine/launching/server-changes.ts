import { type ExecutionServer, updateServer } from "#lib/db/executions.ts";
import type { ServerFailure } from "#lib/domain/execution.ts";
import { serverTransition } from "#lib/domain/execution-status.ts";
import { type ExecutionTransaction, tell } from "#lib/services/executions/locked.ts";

/** Puts a server back into the queue, where it keeps its place. Where nothing may be launched any more, settling skips it. */
export async function queueServer(
  tx: ExecutionTransaction,
  server: ExecutionServer,
  queue: { until: Date | null; error: string | null },
): Promise<void> {
  const status = serverTransition(server.status, "QUEUED");
  const queuedAt = server.queuedAt ?? tx.now();
  await updateServer(tx.db, server, { status, queuedAt, queuedUntil: queue.until, error: queue.error });
}

export async function failServer(
  tx: ExecutionTransaction,
  server: ExecutionServer,
  words: Omit<ServerFailure, "at"> & { at?: Date },
): Promise<void> {
  const failure: ServerFailure = { ...words, at: (words.at ?? tx.now()).toISOString() };
  const status = serverTransition(server.status, "FAILED");
  await updateServer(tx.db, server, { status, error: words.message, failure, queuedAt: null });
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
