import {
  DescribeRecoveryInstancesCommand,
  DescribeRecoverySnapshotsCommand,
  DescribeSourceServersCommand,
  type RecoveryInstance,
  type SourceServer as DrsSourceServer,
} from "@aws-sdk/client-drs";

import type { DrsRecoveryInstance } from "#lib/domain/drs-job.ts";

import type { AccountClients, AwsPlace } from "./account-clients.ts";
import { allPages, inBatches, toDate } from "./drs-values.ts";

/** AWS DRS API: filters take at most 200 ids. */
const MAX_FILTER_IDS = 200;

export async function describeSourceServers(clients: AccountClients, place: AwsPlace): Promise<DrsSourceServer[]> {
  return allPages((page) => clients.drs(place).send(new DescribeSourceServersCommand({ filters: {}, ...page })));
}

/** Recovery instances of these servers, or of every server of the place. */
export async function describeRecoveryInstances(
  clients: AccountClients,
  place: AwsPlace,
  serverIds?: readonly string[],
): Promise<DrsRecoveryInstance[]> {
  function read(filters: { sourceServerIDs?: string[] }): Promise<RecoveryInstance[]> {
    return allPages((page) => clients.drs(place).send(new DescribeRecoveryInstancesCommand({ filters, ...page })));
  }
  const instances =
    serverIds === undefined
      ? await read({})
      : await perBatch(serverIds, (sourceServerIDs) => read({ sourceServerIDs }));
  return instances.flatMap(toRecoveryInstance);
}

function toRecoveryInstance(instance: RecoveryInstance): DrsRecoveryInstance[] {
  const recoveryInstanceId = instance.recoveryInstanceID ?? instance.ec2InstanceID;
  if (recoveryInstanceId === undefined || instance.sourceServerID === undefined) return [];
  return [
    {
      recoveryInstanceId,
      sourceServerId: instance.sourceServerID,
      jobId: instance.jobID ?? null,
      isDrill: instance.isDrill ?? false,
      state: instance.ec2InstanceState ?? "NOT_FOUND",
      dataAt: toDate(instance.pointInTimeSnapshotDateTime),
    },
  ];
}

/** Whether at least one recovery snapshot of the server exists. */
export async function hasSnapshot(clients: AccountClients, place: AwsPlace, sourceServerID: string): Promise<boolean> {
  const { items } = await clients
    .drs(place)
    .send(new DescribeRecoverySnapshotsCommand({ sourceServerID, order: "DESC", maxResults: 1 }));
  return (items ?? []).length > 0;
}

async function perBatch<T>(ids: readonly string[], read: (ids: string[]) => Promise<T[]>): Promise<T[]> {
  const batches = await Promise.all(inBatches(ids, MAX_FILTER_IDS).map(read));
  return batches.flat();
}
