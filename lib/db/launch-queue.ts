import type { QueuedServer } from "#lib/domain/launch-queue.ts";
import type { AccountRegion } from "#lib/domain/regions.ts";

import type { Database } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

/** Servers whose execution may launch now: it runs, and its state machine did not stop. */
const SERVED = { status: "RUNNING", engineStoppedAt: null } satisfies Prisma.ExecutionWhereInput;

/** Accounts and Regions in which servers wait to be launched. */
export async function listQueuedPlaces(db: Database): Promise<AccountRegion[]> {
  return db.executionServer.findMany({
    where: { status: "QUEUED", execution: SERVED },
    distinct: ["accountId", "region"],
    select: { accountId: true, region: true },
  });
}

export type Waiting = QueuedServer & { queuedUntil: Date | null };

/** Everybody who waits in a place; who may not be tried before a later time is marked so. */
export async function listQueue(db: Database, { accountId, region }: AccountRegion): Promise<Waiting[]> {
  const rows = await db.executionServer.findMany({
    where: { accountId, region, status: "QUEUED", execution: SERVED },
    select: {
      executionId: true,
      waveNumber: true,
      sourceServerId: true,
      queuedAt: true,
      queuedUntil: true,
      execution: { select: { type: true, createdAt: true } },
    },
  });
  return rows.map(({ execution, queuedAt, ...row }) => {
    return { ...row, type: execution.type, queuedAt: queuedAt ?? execution.createdAt };
  });
}
