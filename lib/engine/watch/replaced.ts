import { type ExecutionServer } from "#lib/db/executions.ts";
import { listReplacedServers } from "#lib/db/instance-care.ts";
import type { AccountRegion } from "#lib/domain/regions.ts";
import { tell } from "#lib/services/executions/locked.ts";
import { markTerminated } from "#lib/services/executions/mark-terminated.ts";

import { changeExecution } from "../change.ts";
import type { Engine } from "../engine.ts";
import { serversInWords } from "../launching/server-changes.ts";

/**
 * Tells ended executions that an instance of theirs is gone, because DRS launched its server again: it terminates the
 * instances of earlier launches (AWS DRS user guide). What is missed here the next reading of the inventory shows.
 */
export async function retireReplaced(engine: Engine, place: AccountRegion): Promise<void> {
  const replaced = await listReplacedServers(engine.context.db, place);
  for (const [executionId, servers] of Map.groupBy(replaced, (server) => server.executionId)) {
    await changeExecution(engine, executionId, async (tx) => {
      const marked = await markTerminated(tx, servers);
      if (marked.length > 0) await tell(tx, replacedEvent(marked));
    });
  }
}

function replacedEvent(servers: readonly ExecutionServer[]) {
  const names = servers.map((server) => server.hostname).join(", ");
  return {
    kind: "server.replaced",
    severity: "info" as const,
    message: `DRS replaced the instances of ${serversInWords(servers.length)} by a later launch`,
    detail: names,
  };
}
