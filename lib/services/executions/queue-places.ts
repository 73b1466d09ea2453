import type { Database } from "#lib/db/client.ts";
import type { ExecutionServer } from "#lib/db/executions.ts";
import { listQueue } from "#lib/db/launch-queue.ts";
import type { ExecutionServerView } from "#lib/domain/execution.ts";
import { inQueueOrder } from "#lib/domain/launch-queue.ts";
import { type AccountRegion, accountRegionKey } from "#lib/domain/regions.ts";

/** Where each waiting server stands in the queue of its account and Region. */
export type QueuePlaces = ReadonlyMap<string, ExecutionServerView["queue"]>;

export async function queuePlaces(db: Database, servers: readonly ExecutionServer[]): Promise<QueuePlaces> {
  const waiting = servers.filter((server) => server.status === "QUEUED");
  const regions = new Map(waiting.map((server) => [accountRegionKey(server), server]));
  const queues = await Promise.all([...regions.values()].map((region) => queueOf(db, region)));
  return new Map(queues.flat());
}

async function queueOf(
  db: Database,
  { accountId, region }: AccountRegion,
): Promise<[string, ExecutionServerView["queue"]][]> {
  const queue = inQueueOrder(await listQueue(db, { accountId, region }));
  return queue.map((server, index) => [
    serverKey({ accountId, region, ...server }),
    { position: index + 1, length: queue.length, since: server.queuedAt.toISOString() },
  ]);
}

export function serverKey(server: AccountRegion & { executionId: string; sourceServerId: string }): string {
  return [server.executionId, accountRegionKey(server), server.sourceServerId].join(" ");
}
