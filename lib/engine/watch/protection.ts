import type { AwsPlace } from "#lib/aws/account-clients.ts";
import { awsFailureOf, awsWords } from "#lib/aws/aws-errors.ts";
import { setTerminationProtection } from "#lib/aws/ec2-protection.ts";
import { type ExecutionServer, listExecutionServers } from "#lib/db/executions.ts";
import { saveProtection } from "#lib/db/instance-care.ts";
import { isServerSettled } from "#lib/domain/execution-status.ts";
import { type ExecutionTransaction, inExecution, tell } from "#lib/services/executions/locked.ts";

import type { Engine } from "../engine.ts";
import { serversInWords } from "../launching/server-changes.ts";

type Tried = { server: ExecutionServer; error: string | null };

/**
 * Switches EC2 termination protection on for recovered servers that are healthy: a later launch of the same server would
 * otherwise terminate them. Answers the servers for which that did not work.
 */
export async function protectServers(
  engine: Engine,
  aws: AwsPlace,
  servers: readonly ExecutionServer[],
): Promise<ExecutionServer[]> {
  const tried: Tried[] = [];
  for (const server of servers) tried.push({ server, error: await protect(engine, aws, server) });
  for (const [executionId, own] of Map.groupBy(tried, ({ server }) => server.executionId)) {
    await inExecution(engine.context, executionId, (tx) => saveTried(tx, own));
  }
  return tried.flatMap(({ server, error }) => (error === null ? [] : [server]));
}

async function protect(engine: Engine, aws: AwsPlace, server: ExecutionServer): Promise<string | null> {
  const instanceId = server.recoveryInstanceId ?? "";
  try {
    await setTerminationProtection(engine.aws, aws, { instanceId, isProtected: true });
    return null;
  } catch (error) {
    return awsWords(awsFailureOf(error));
  }
}

async function saveTried(tx: ExecutionTransaction, tried: readonly Tried[]): Promise<void> {
  const before = await listExecutionServers(tx.db, { executionId: tx.execution.id });
  for (const { server, error } of tried) {
    const protectedAt = error === null ? tx.now() : null;
    await saveProtection(tx.db, server, { protectedAt, protectionError: error });
  }
  const after = await listExecutionServers(tx.db, { executionId: tx.execution.id });
  for (const wave of new Set(tried.map(({ server }) => server.waveNumber))) {
    await tellRefusals(tx, wave, { before, after });
    await tellProtected(tx, wave, { before, after });
  }
}

type Change = { before: readonly ExecutionServer[]; after: readonly ExecutionServer[] };

/** Once for each reason in a wave, however many servers it concerns and however often it is tried. */
async function tellRefusals(tx: ExecutionTransaction, wave: number, { before, after }: Change): Promise<void> {
  const errorsIn = (servers: readonly ExecutionServer[]) =>
    servers.flatMap((each) =>
      each.waveNumber === wave && each.protectionError !== null ? [each.protectionError] : [],
    );
  const known = new Set(errorsIn(before));
  for (const [error, all] of Map.groupBy(errorsIn(after), (text) => text)) {
    if (known.has(error)) continue;
    await tell(tx, {
      kind: "servers.unprotected",
      severity: "warning",
      wave,
      message: `${serversInWords(all.length)} of wave ${wave} could not be protected against termination. It is tried again`,
      detail: error,
    });
  }
}

/** Once a wave, when its last healthy server is protected. */
async function tellProtected(tx: ExecutionTransaction, wave: number, { before, after }: Change): Promise<void> {
  const isOpen = (server: ExecutionServer) =>
    !isServerSettled(server.status) || (server.status === "HEALTHY" && server.protectedAt === null);
  const own = after.filter((server) => server.waveNumber === wave);
  const wasOpen = before.some((server) => server.waveNumber === wave && isOpen(server));
  if (!wasOpen || own.some(isOpen)) return;
  const count = own.filter((server) => server.protectedAt !== null).length;
  await tell(tx, {
    kind: "servers.protected",
    severity: "good",
    wave,
    message: `${serversInWords(count)} of wave ${wave} ${count === 1 ? "is" : "are"} protected against termination`,
  });
}
