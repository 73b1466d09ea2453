import { DEADLINE_EVENT } from "#lib/domain/notifications/notification.ts";

import type { Database } from "./client.ts";
import type { Execution } from "./generated/client.ts";

/** Executions that have not ended and have a recovery time target, oldest first. */
export async function listOpenWithTarget(db: Database): Promise<Execution[]> {
  return db.execution.findMany({
    where: { endedAt: null, rtoMinutes: { not: null } },
    orderBy: { createdAt: "asc" },
  });
}

/** Whether an execution's events say already that its target is at risk. */
export async function isDeadlineTold(db: Database, executionId: string): Promise<boolean> {
  return (await db.executionEvent.findFirst({ where: { executionId, kind: DEADLINE_EVENT } })) !== null;
}
