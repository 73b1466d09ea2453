import { DeliveryQuery } from "#lib/domain/notifications/delivery.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { ok } from "#lib/http/reply.ts";
import { IdParams, route } from "#lib/http/route.ts";
import { listChannelDeliveries } from "#lib/services/notifications/list-deliveries.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "account:read",
    params: IdParams,
    query: DeliveryQuery,
    handle: async ({ ctx, params, query }) => ok(await listChannelDeliveries(ctx, { channelId: params.id, ...query })),
  }),
});
