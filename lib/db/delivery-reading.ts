import { z } from "zod";

import type { DeliveryStatus } from "#lib/domain/notifications/delivery.ts";

import type { Database } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

const MESSAGE = { event: { select: { message: true } } } satisfies Prisma.DeliveryInclude;

export type DeliveryRow = Prisma.DeliveryGetPayload<{ include: typeof MESSAGE }>;

export const DeliveryCursor = z
  .tuple([z.iso.datetime(), z.guid()])
  .transform(([createdAt, id]) => ({ createdAt: new Date(createdAt), id }));
export type DeliveryCursor = z.output<typeof DeliveryCursor>;

export type DeliveryFilter = {
  channelId?: string;
  executionId?: string;
  status?: DeliveryStatus | undefined;
};

/** Newest first. */
export async function listDeliveryRows(
  db: Database,
  filter: DeliveryFilter,
  page: { after: DeliveryCursor | null; limit: number },
): Promise<DeliveryRow[]> {
  const { status, ...of } = filter;
  const { after } = page;
  return db.delivery.findMany({
    where: {
      AND: [
        of,
        status === undefined ? {} : { status },
        after === null
          ? {}
          : { OR: [{ createdAt: { lt: after.createdAt } }, { createdAt: after.createdAt, id: { lt: after.id } }] },
      ],
    },
    include: MESSAGE,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: page.limit + 1,
  });
}

export type ChannelStanding = { last: DeliveryRow | null; retrying: number; failed: number };

/** How each channel's deliveries stand: the newest, those that are retried, and those given up since `since`. */
export async function channelStandings(
  db: Database,
  channelIds: readonly string[],
  since: Date,
): Promise<ReadonlyMap<string, ChannelStanding>> {
  const ids = [...channelIds];
  const [newest, counts] = await Promise.all([
    db.$queryRaw<{ id: string }[]>`
      SELECT d.id::text AS id FROM unnest(${ids}::uuid[]) AS c(id)
      CROSS JOIN LATERAL (
        SELECT id FROM delivery WHERE channel_id = c.id ORDER BY created_at DESC, id DESC LIMIT 1
      ) d`,
    db.$queryRaw<{ channelId: string; retrying: number; failed: number }[]>`
      SELECT channel_id::text AS "channelId",
             count(*) FILTER (WHERE status = 'PENDING' AND last_error IS NOT NULL)::int AS retrying,
             count(*) FILTER (WHERE status = 'FAILED' AND created_at >= ${since})::int AS failed
      FROM delivery WHERE channel_id = ANY(${ids}::uuid[]) AND kind <> 'TEST' AND created_at >= ${since}
      GROUP BY channel_id`,
  ]);
  const rows = await db.delivery.findMany({ where: { id: { in: newest.map(({ id }) => id) } }, include: MESSAGE });
  const last = new Map(rows.map((row) => [row.channelId, row]));
  const counted = new Map(counts.map((row) => [row.channelId, row]));
  return new Map(
    ids.map((id) => {
      const { retrying = 0, failed = 0 } = counted.get(id) ?? {};
      return [id, { last: last.get(id) ?? null, retrying, failed }];
    }),
  );
}
