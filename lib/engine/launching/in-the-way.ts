import { addLiveInstance } from "#lib/db/inventory.ts";
import { type ExecutionServer, listExecutionServers, updateServer } from "#lib/db/executions.ts";
import { type Launch, listLaunches } from "#lib/db/launches.ts";
import type { DrsRecoveryInstance } from "#lib/domain/drs-job.ts";
import { serverTransition } from "#lib/domain/execution-status.ts";
import { whatIsInTheWay } from "#lib/domain/in-the-way.ts";
import { type ExecutionTransaction, inExecution, tell } from "#lib/services/executions/locked.ts";

import type { Engine } from "../engine.ts";
import { closeUnsent } from "./record.ts";
import { failServer, queueServer } from "./server-changes.ts";

/**
 * The last look before a call: does anything live stand in its way? An instance that this execution launched itself is
 * taken as the server's; a real recovery is left alone. Then the call is not sent, and the other servers are queued again.
 * True when it was so.
 */
export async function settleInTheWay(
  engine: Engine,
  launch: Launch,
  alive: readonly DrsRecoveryInstance[],
): Promise<boolean> {
  if (alive.length === 0) return false;
  const found = await inExecution(engine.context, launch.executionId, (tx) => judge(tx, launch, alive));
  if (found.size === 0) return false;
  await closeUnsent(
    engine,
    { launch, note: "Not sent: instances that must be kept are in the way." },
    async (tx, servers) => {
      for (const server of servers) {
        const inTheWay = found.get(server.sourceServerId);
        if (inTheWay === undefined) await queueServer(tx, server, { until: null, error: null });
        else if (inTheWay.kind === "own") await adoptInstance(tx, server, inTheWay.instance);
        else await leaveRecovered(tx, server, inTheWay.instance);
      }
    },
  );
  return true;
}

async function judge(tx: ExecutionTransaction, launch: Launch, alive: readonly DrsRecoveryInstance[]) {
  const { executionId } = launch;
  const servers = await listExecutionServers(tx.db, { executionId, launchId: launch.id });
  const launches = await listLaunches(tx.db, { executionId });
  return whatIsInTheWay(servers, { alive, ownJobIds: new Set(launches.flatMap(({ jobId }) => jobId ?? [])) });
}

async function adoptInstance(
  tx: ExecutionTransaction,
  server: ExecutionServer,
  { recoveryInstanceId, isDrill }: DrsRecoveryInstance,
): Promise<void> {
  const status = serverTransition(server.status, "LAUNCHED");
  await updateServer(tx.db, server, { status, recoveryInstanceId, launchedAt: tx.now(), queuedAt: null, error: null });
  await addLiveInstance(tx.db, server, { recoveryInstanceId, isDrill });
  await tell(tx, {
    kind: "server.adopted",
    severity: "info",
    wave: server.waveNumber,
    server,
    message: `${server.hostname} is up already, from an earlier launch of this execution`,
    detail: recoveryInstanceId,
  });
}

async function leaveRecovered(
  tx: ExecutionTransaction,
  server: ExecutionServer,
  { recoveryInstanceId }: DrsRecoveryInstance,
): Promise<void> {
  const message = `Recovery instance ${recoveryInstanceId} of ${server.hostname} is live. A launch would terminate it, so nothing was launched.`;
  if (tx.execution.type === "DRILL") {
    await failServer(tx, server, { service: "DRS Orchestrator", operation: "LIVE_RECOVERY_EXISTS", message });
    return;
  }
  const status = serverTransition(server.status, "SKIPPED");
  await updateServer(tx.db, server, { status, error: message, queuedAt: null });
}
