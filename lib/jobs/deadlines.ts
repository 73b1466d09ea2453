import { isDeadlineTold, listOpenWithTarget } from "#lib/db/deadlines.ts";
import { takeLease } from "#lib/db/leases.ts";
import { isDeadlineAtRisk } from "#lib/domain/notifications/deadline.ts";
import { DEADLINE_EVENT } from "#lib/domain/notifications/notification.ts";
import type { Log } from "#lib/log.ts";
import type { Context } from "#lib/services/context.ts";
import { inExecution, tell } from "#lib/services/executions/locked.ts";
import { setTimeout as delay } from "node:timers/promises";

export type DeadlineJob = { context: Context; workerId: string; log: Log };

const LOOK_EVERY_MS = 5000;
const LEASE_SECONDS = 20;

/** Says of each execution, once, that its recovery time target is at risk. */
export async function keepDeadlines(job: DeadlineJob, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const lease = { name: "deadlines", owner: job.workerId, seconds: LEASE_SECONDS };
      if (await takeLease(job.context.db, lease)) await tellDeadlinesAtRisk(job.context);
    } catch (error) {
      job.log.error({ err: error }, "Recovery time targets could not be looked at; trying again");
    }
    await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Tells it of every execution whose target came into danger. Doing it twice tells it once. */
export async function tellDeadlinesAtRisk(context: Context): Promise<void> {
  const { db, now } = context;
  for (const { id } of (await listOpenWithTarget(db)).filter((execution) => isDeadlineAtRisk(execution, now()))) {
    if (await isDeadlineTold(db, id)) continue;
    await inExecution(context, id, async (tx) => {
      const { rtoMinutes, incidentAt, createdAt } = tx.execution;
      if (!isDeadlineAtRisk(tx.execution, tx.now()) || (await isDeadlineTold(tx.db, id))) return;
      const minutes = Math.floor((tx.now().getTime() - (incidentAt ?? createdAt).getTime()) / 60_000);
      await tell(tx, {
        kind: DEADLINE_EVENT,
        severity: "warning",
        message: `The recovery time target of ${rtoMinutes ?? 0} min is at risk: ${minutes} min have passed`,
      });
    });
  }
}
