import type { AwsPlace } from "#lib/aws/account-clients.ts";
import { describeInstanceHealth } from "#lib/aws/ec2-health.ts";
import type { ExecutionServer } from "#lib/db/executions.ts";
import { type DrsRecoveryInstance, isInstanceAlive } from "#lib/domain/drs-job.ts";
import { isFreshInstance, isInstanceGone } from "#lib/domain/health.ts";
import { inExecution, tell } from "#lib/services/executions/locked.ts";
import { markTerminated } from "#lib/services/executions/mark-terminated.ts";

import type { Engine } from "../engine.ts";
import { serversInWords } from "../launching/server-changes.ts";
import type { CleanupWork } from "./work.ts";

/**
 * Servers whose instance is no longer there. What DRS does not list is asked of EC2: it may have been launched a moment
 * ago, which `unsure` counts, or have been deleted from DRS only, and then it is left and still costs.
 */
export async function findGone(
  engine: Engine,
  aws: AwsPlace,
  { work, instances }: { work: CleanupWork; instances: readonly DrsRecoveryInstance[] },
): Promise<{ gone: ExecutionServer[]; unsure: number }> {
  const listed = new Map(instances.map((instance) => [instance.recoveryInstanceId, instance]));
  const seen = work.servers.flatMap((server) => {
    const { recoveryInstanceId: id, status } = server;
    return id === null || status === "TERMINATED" ? [] : [{ server, id, instance: listed.get(id) }];
  });
  const unlisted = seen.filter(({ instance }) => instance === undefined);
  const facts = await describeInstanceHealth(
    engine.aws,
    aws,
    unlisted.map(({ id }) => id),
  );
  const since = ({ launchedAt }: ExecutionServer) => ({ launchedAt, now: engine.context.now() });
  const gone = seen.filter(({ server, id, instance }) =>
    instance === undefined ? isInstanceGone(facts.get(id) ?? null, since(server)) : !isInstanceAlive(instance),
  );
  const unsure = unlisted.filter((each) => !gone.includes(each) && isFreshInstance(since(each.server)));
  return { gone: gone.map(({ server }) => server), unsure: unsure.length };
}

export async function saveGone(engine: Engine, work: CleanupWork, gone: readonly ExecutionServer[]): Promise<void> {
  if (gone.length === 0) return;
  await inExecution(engine.context, work.execution.id, async (tx) => {
    const marked = await markTerminated(tx, gone);
    if (marked.length === 0) return;
    await tell(tx, {
      kind: "cleanup.terminated",
      severity: "info",
      message: `The instances of ${serversInWords(marked.length)} are gone`,
      detail: marked.map((server) => server.hostname).join(", "),
    });
  });
}
