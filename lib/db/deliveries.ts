import type { ExecutionType } from "#lib/domain/execution-status.ts";

import type { Database } from "./client.ts";
import type { Channel, Delivery, Prisma } from "./generated/client.ts";

export type { Delivery };

export type NewNotification = { seq: number; kind: string };
type NotifyingExecution = { id: string; type: ExecutionType; planId: string | null };

/**
 * Writes a delivery of each notification for every channel that wants it. A channel that is being deleted is waited for
 * and left out, so that it cannot fail what the notification is about.
 */
export async function addDeliveries(
  db: Database,
  execution: NotifyingExecution,
  { notifications, at }: { notifications: readonly NewNotification[]; at: Date },
): Promise<void> {
  for (const { seq, kind } of notifications) {
    await db.$executeRaw`
      INSERT INTO delivery (channel_id, channel_name, execution_id, event_seq, kind, next_attempt_at, created_at)
      SELECT c.id, c.name, ${execution.id}::uuid, ${seq}::int, ${kind}, ${at}, ${at}
      FROM channel c
      WHERE c.is_enabled AND ${kind} = ANY(c.events) AND ${execution.type}::"ExecutionType" = ANY(c.modes)
        AND (cardinality(c.plan_ids) = 0 OR ${execution.planId}::uuid = ANY(c.plan_ids))
      ORDER BY c.id
      FOR KEY SHARE OF c
      ON CONFLICT DO NOTHING`;
  }
}

export async function addTestDelivery(
  db: Database,
  channel: { id: string; name: string },
  at: Date,
): Promise<Delivery> {
  return db.delivery.create({
    data: { channelId: channel.id, channelName: channel.name, kind: "TEST", nextAttemptAt: at, createdAt: at },
  });
}

/** Nothing more is sent to the channel of what is written so far. */
export async function giveUpDeliveries(db: Database, channelId: string, reason: string): Promise<void> {
  await db.delivery.updateMany({
    where: { channelId, status: "PENDING" },
    data: { status: "FAILED", nextAttemptAt: null, lastError: reason, claimedBy: null, claimUntil: null },
  });
}

/** What waits for its next attempt is tried now: the channel was changed. */
export async function hurryDeliveries(db: Database, channelId: string, at: Date): Promise<void> {
  await db.delivery.updateMany({
    where: { channelId, status: "PENDING", nextAttemptAt: { gt: at } },
    data: { nextAttemptAt: at },
  });
}

export type DeliveryClaim = {
  owner: string;
  seconds: number;
  /** The database's clock. */
  at: Date;
  /** Most deliveries in all, and of one channel. */
  limit: number;
  lanes: number;
  /** Deliveries that the owner has in hand, by channel. */
  inHand: Readonly<Record<string, number>>;
};

/**
 * Takes due deliveries, each for one worker at a time, and counts the attempt. No channel gets more than its lanes, and
 * those with the least in hand come first, so that one that hangs leaves room for the others.
 */
export async function claimDeliveries(db: Database, claim: DeliveryClaim): Promise<Delivery[]> {
  const { owner, seconds, at, limit, lanes } = claim;
  const inHand = JSON.stringify(claim.inHand);
  const taken = await db.$queryRaw<{ id: string }[]>`
    WITH due AS MATERIALIZED (
      SELECT d.id FROM channel c
      CROSS JOIN LATERAL (
        SELECT id, next_attempt_at FROM delivery
        WHERE channel_id = c.id AND status = 'PENDING' AND next_attempt_at <= ${at}
          AND (claim_until IS NULL OR claim_until <= ${at})
        ORDER BY next_attempt_at, event_seq
        LIMIT greatest(0, ${lanes}::int - coalesce((${inHand}::jsonb ->> c.id::text)::int, 0))
        FOR UPDATE SKIP LOCKED
      ) d
      ORDER BY coalesce((${inHand}::jsonb ->> c.id::text)::int, 0), d.next_attempt_at
      LIMIT ${limit}
    )
    UPDATE delivery SET claimed_by = ${owner}, claim_until = ${at}::timestamptz + ${seconds} * interval '1 second',
      attempts = attempts + 1
    FROM due WHERE delivery.id = due.id
    RETURNING delivery.id::text AS id`;
  return taken.length === 0 ? [] : db.delivery.findMany({ where: { id: { in: taken.map(({ id }) => id) } } });
}

const TOLD = {
  channel: true,
  event: {
    include: { execution: { select: { id: true, type: true, planId: true, planName: true, simulated: true } } },
  },
} satisfies Prisma.DeliveryInclude;

export type DeliveryContent = Prisma.DeliveryGetPayload<{ include: typeof TOLD }> & { channel: Channel };

/** A delivery with all that it says; null when its channel was deleted or it was given up meanwhile. */
export async function readClaimed(db: Database, { id, claimedBy }: Delivery): Promise<DeliveryContent | null> {
  const row = await db.delivery.findFirst({ where: { id, claimedBy, status: "PENDING" }, include: TOLD });
  const channel = row?.channel ?? null;
  return row === null || channel === null ? null : { ...row, channel };
}

export type DeliveryEnd =
  | { status: "DELIVERED"; deliveredAt: Date; answer: string | null; lastError: string | null }
  | { status: "FAILED"; answer: string | null; lastError: string }
  | { status: "PENDING"; nextAttemptAt: Date; answer: string | null; lastError: string };

/** Writes what came of an attempt, unless somebody else has the delivery by now or it was given up. */
export async function endAttempt(
  db: Database,
  { id, claimedBy, attempts }: Pick<Delivery, "id" | "claimedBy" | "attempts">,
  end: DeliveryEnd,
): Promise<void> {
  await db.delivery.updateMany({
    where: { id, claimedBy, attempts, status: "PENDING" },
    data: { nextAttemptAt: null, ...end, claimedBy: null, claimUntil: null },
  });
}
