import type { AwsPlace } from "#lib/aws/account-clients.ts";
import { awsFailureOf } from "#lib/aws/aws-errors.ts";
import { describeInstanceParts, tagResources } from "#lib/aws/ec2-tags.ts";
import type { ExecutionServer } from "#lib/db/executions.ts";
import { markTagged } from "#lib/db/instance-care.ts";
import { RESOURCE_TAGS } from "#lib/domain/drs-job.ts";

import type { Engine } from "../engine.ts";

/**
 * Tags instances, their volumes and network interfaces with the execution that launched them, so that a clean-up finds
 * what is left of it. Answers the servers for which that did not work yet.
 */
export async function tagServers(
  engine: Engine,
  aws: AwsPlace,
  servers: readonly ExecutionServer[],
): Promise<ExecutionServer[]> {
  const ids = servers.flatMap((server) => server.recoveryInstanceId ?? []);
  const parts = await describeInstanceParts(engine.aws, aws, ids);
  const failed: ExecutionServer[] = [];
  for (const server of servers) {
    const own = parts.get(server.recoveryInstanceId ?? "");
    const isTagged = own !== undefined && (await tag(engine, aws, { server, ids: own }));
    if (isTagged) await markTagged(engine.context.db, server, engine.context.now());
    else failed.push(server);
  }
  return failed;
}

async function tag(
  engine: Engine,
  aws: AwsPlace,
  { server, ids }: { server: ExecutionServer; ids: readonly string[] },
): Promise<boolean> {
  const tags = {
    [RESOURCE_TAGS.execution]: server.executionId,
    [RESOURCE_TAGS.wave]: String(server.waveNumber),
    [RESOURCE_TAGS.server]: server.sourceServerId,
  };
  try {
    await tagResources(engine.aws, aws, { ids, tags });
    return true;
  } catch (error) {
    const { executionId, recoveryInstanceId } = server;
    engine.log.warn({ executionId, recoveryInstanceId, failure: awsFailureOf(error) }, "An instance was not tagged");
    return false;
  }
}
