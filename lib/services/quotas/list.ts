import { listQueue } from "#lib/db/launch-queue.ts";
import { inFlightOf, listPools } from "#lib/db/quota-pools.ts";
import type { QuotaView } from "#lib/domain/quotas.ts";

import { type Context, requirePermission } from "../context.ts";

/** Every account and Region in which something was launched, with what uses its quotas now. */
export async function listQuotas(ctx: Context): Promise<{ items: QuotaView[]; nextCursor: null }> {
  requirePermission(ctx, "inventory:read");
  const pools = await listPools(ctx.db);
  const items = await Promise.all(
    pools.map(async ({ accountId, region, limits, foreignJobs, seenAt }): Promise<QuotaView> => {
      const place = { accountId, region };
      const [inFlight, queue] = await Promise.all([inFlightOf(ctx.db, place, foreignJobs), listQueue(ctx.db, place)]);
      return {
        ...place,
        ...limits,
        ...inFlight,
        foreignJobs: foreignJobs.map(({ jobId, kind, serverIds }) => ({ jobId, kind, serverCount: serverIds.length })),
        waiting: queue.length,
        seenAt: seenAt?.toISOString() ?? null,
      };
    }),
  );
  return { items, nextCursor: null };
}
