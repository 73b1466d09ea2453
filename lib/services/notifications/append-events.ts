import { addDeliveries } from "#lib/db/deliveries.ts";
import { appendEvents, type NewEvent } from "#lib/db/execution-events.ts";
import type { Execution } from "#lib/db/executions.ts";
import { notificationOf } from "#lib/domain/notifications/notification.ts";

import type { Transaction } from "../context.ts";

/** Writes what happened in an execution and, for every channel that wants to know of it, that it is to be told. */
export async function appendAndNotify(
  tx: Transaction,
  execution: Pick<Execution, "id" | "type" | "planId">,
  events: readonly NewEvent[],
): Promise<void> {
  const written = await appendEvents(tx.db, execution.id, { at: tx.now(), events });
  const notifications = written.flatMap(({ seq, kind: eventKind }) => {
    const kind = notificationOf(eventKind);
    return kind === null ? [] : [{ seq, kind }];
  });
  await addDeliveries(tx.db, execution, { notifications, at: tx.now() });
}
