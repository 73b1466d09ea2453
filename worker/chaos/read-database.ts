import type { Database } from "#lib/db/client.ts";

import type { ExecutionFacts, LeaseFacts } from "./facts.ts";

/** Everything that the database says of its executions, oldest first. */
export async function readExecutions(db: Database): Promise<ExecutionFacts[]> {
  const rows = await db.execution.findMany({
    orderBy: { createdAt: "asc" },
    include: {
      waves: { orderBy: { number: "asc" } },
      servers: { orderBy: { sourceServerId: "asc" } },
      launches: { orderBy: { requestedAt: "asc" } },
      events: { orderBy: { seq: "asc" } },
      stepTasks: true,
      decisions: true,
      cleanups: { include: { terminations: true } },
    },
  });
  return rows.map(({ stepTasks, ...row }) => ({
    ...row,
    tasks: stepTasks,
    terminations: row.cleanups.flatMap((cleanup) => cleanup.terminations),
  }));
}

export async function readLeases(db: Database): Promise<LeaseFacts[]> {
  return db.lease.findMany({ orderBy: { name: "asc" } });
}
