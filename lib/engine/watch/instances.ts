import type { AwsPlace } from "#lib/aws/account-clients.ts";
import { describeInstanceHealth } from "#lib/aws/ec2-health.ts";
import type { ExecutionServer } from "#lib/db/executions.ts";
import { isInstanceGone } from "#lib/domain/health.ts";
import { type ExecutionTransaction, tell } from "#lib/services/executions/locked.ts";
import { markTerminated } from "#lib/services/executions/mark-terminated.ts";

import { changeExecution } from "../change.ts";
import type { Engine } from "../engine.ts";
import { serversInWords } from "../launching/server-changes.ts";

/** Notices healthy servers whose instance somebody terminated. Nothing is failed because of it; it is told. */
export async function checkInstances(
  engine: Engine,
  aws: AwsPlace,
  servers: readonly ExecutionServer[],
): Promise<ExecutionServer[]> {
  const ids = servers.flatMap((server) => server.recoveryInstanceId ?? []);
  const facts = await describeInstanceHealth(engine.aws, aws, ids);
  const now = engine.context.now();
  const gone = servers.filter(({ recoveryInstanceId, launchedAt }) =>
    isInstanceGone(facts.get(recoveryInstanceId ?? "") ?? null, { launchedAt, now }),
  );
  for (const [executionId, own] of Map.groupBy(gone, (server) => server.executionId)) {
    await changeExecution(engine, executionId, (tx) => saveGone(tx, own));
  }
  return [];
}

async function saveGone(tx: ExecutionTransaction, gone: readonly ExecutionServer[]): Promise<void> {
  const marked = await markTerminated(tx, gone);
  for (const [wave, servers] of Map.groupBy(marked, (server) => server.waveNumber)) {
    const [first] = servers;
    const names = servers.map((server) => server.hostname).join(", ");
    const isOne = servers.length === 1 && first !== undefined;
    await tell(tx, {
      kind: "server.terminated-outside",
      severity: "warning",
      wave,
      message: `${isOne ? `${names} was` : `${serversInWords(servers.length)} were`} terminated outside of DRS Orchestrator`,
      ...(isOne ? { server: first } : { detail: names }),
    });
  }
}
