import type { AccountClients, AwsPlace } from "#lib/aws/account-clients.ts";
import { describeInstanceHealth } from "#lib/aws/ec2-health.ts";
import { listStandingServers } from "#lib/db/instance-care.ts";
import { type DrsRecoveryInstance, isInstanceAlive } from "#lib/domain/drs-job.ts";
import { isFreshInstance, isInstanceGone } from "#lib/domain/health.ts";
import type { Context } from "#lib/services/context.ts";
import { inExecution, tell } from "#lib/services/executions/locked.ts";
import { markTerminated } from "#lib/services/executions/mark-terminated.ts";

/**
 * Writes down which instances of ended executions are gone: terminated by hand, or replaced by a later launch. Asked are
 * DRS's list and, of what is not in it, EC2: an instance that was only deleted from DRS still runs and costs.
 */
export async function noteGoneInstances(
  { context, aws }: { context: Context; aws: AccountClients },
  place: AwsPlace,
  seen: { instances: readonly DrsRecoveryInstance[]; at: Date },
): Promise<void> {
  const alive = new Set(seen.instances.filter(isInstanceAlive).map((instance) => instance.recoveryInstanceId));
  const where = { accountId: place.access.accountId, region: place.region };
  const standing = (await listStandingServers(context.db, where)).filter(
    (server) => !alive.has(server.recoveryInstanceId ?? "") && !isFreshInstance({ ...server, now: seen.at }),
  );
  if (standing.length === 0) return;
  const ids = standing.flatMap((server) => server.recoveryInstanceId ?? []);
  const facts = await describeInstanceHealth(aws, place, ids);
  const gone = standing.filter((server) =>
    isInstanceGone(facts.get(server.recoveryInstanceId ?? "") ?? null, { ...server, now: seen.at }),
  );
  for (const [executionId, servers] of Map.groupBy(gone, (server) => server.executionId)) {
    await inExecution(context, executionId, async (tx) => {
      const marked = await markTerminated(tx, servers);
      if (marked.length === 0) return;
      const isOne = marked.length === 1;
      await tell(tx, {
        kind: "servers.gone",
        severity: "info",
        message: isOne ? "The instance of 1 server is gone" : `The instances of ${marked.length} servers are gone`,
        detail: marked.map((server) => server.hostname).join(", "),
      });
    });
  }
}
