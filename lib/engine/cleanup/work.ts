import { type Cleanup, listTerminations, type Termination } from "#lib/db/cleanups.ts";
import type { Database } from "#lib/db/client.ts";
import { type Execution, type ExecutionServer, findExecution, listExecutionServers } from "#lib/db/executions.ts";
import { type Launch, listLaunches } from "#lib/db/launches.ts";
import { type AccountRegion, accountRegionKey } from "#lib/domain/regions.ts";

/** What a running clean-up has to do in one account and Region. */
export type CleanupWork = {
  cleanup: Cleanup;
  execution: Execution;
  place: AccountRegion;
  /** Servers of the execution here that DRS was asked to launch. */
  servers: ExecutionServer[];
  launches: Launch[];
  terminations: Termination[];
};

/** One piece of work for each account and Region in which the execution launched anything. */
export async function workOf(db: Database, cleanup: Cleanup): Promise<CleanupWork[]> {
  const { executionId } = cleanup;
  const execution = await findExecution(db, executionId);
  if (execution === null) return [];
  const [servers, launches, terminations] = await Promise.all([
    listExecutionServers(db, { executionId }),
    listLaunches(db, { executionId }),
    listTerminations(db, cleanup),
  ]);
  const launched = servers.filter((server) => server.launchId !== null || server.recoveryInstanceId !== null);
  return [...Map.groupBy(launched, accountRegionKey)].flatMap(([key, own]) => {
    const [first] = own;
    if (first === undefined) return [];
    const isHere = (row: AccountRegion) => accountRegionKey(row) === key;
    return [
      {
        ...{ cleanup, execution, servers: own },
        place: { accountId: first.accountId, region: first.region },
        launches: launches.filter(isHere),
        terminations: terminations.filter(isHere),
      },
    ];
  });
}

export function workKey({ cleanup, place }: Pick<CleanupWork, "cleanup" | "place">): string {
  return `${cleanup.executionId} ${cleanup.number} ${accountRegionKey(place)}`;
}
