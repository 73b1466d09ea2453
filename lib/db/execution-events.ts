import type { ExecutionEventView } from "#lib/domain/execution.ts";

import { announceChange } from "./changes.ts";
import type { Database } from "./client.ts";

export type NewEvent = {
  kind: string;
  severity: ExecutionEventView["severity"];
  message: string;
  wave?: number;
  server?: { sourceServerId: string; hostname: string };
  actor?: string;
  detail?: string | null;
};

/** Appends events under the execution's row lock, so that their numbers have no holes a reader could miss. Answers these. */
export async function appendEvents(
  db: Database,
  executionId: string,
  entry: { at: Date; events: readonly NewEvent[] },
): Promise<{ seq: number; kind: string }[]> {
  if (entry.events.length === 0) return [];
  const { eventSeq } = await db.execution.update({
    where: { id: executionId },
    data: { eventSeq: { increment: entry.events.length } },
    select: { eventSeq: true },
  });
  const before = eventSeq - entry.events.length;
  await db.executionEvent.createMany({
    data: entry.events.map((event, index) => ({
      executionId,
      seq: before + index + 1,
      at: entry.at,
      kind: event.kind,
      severity: event.severity,
      waveNumber: event.wave ?? null,
      sourceServerId: event.server?.sourceServerId ?? null,
      hostname: event.server?.hostname ?? null,
      actor: event.actor ?? null,
      message: event.message,
      detail: event.detail ?? null,
    })),
  });
  await announceChange(db, executionId);
  return entry.events.map(({ kind }, index) => ({ seq: before + index + 1, kind }));
}

export async function listEvents(db: Database, query: { executionId: string; after: number; limit: number }) {
  return db.executionEvent.findMany({
    where: { executionId: query.executionId, seq: { gt: query.after } },
    orderBy: { seq: "asc" },
    take: query.limit,
  });
}
