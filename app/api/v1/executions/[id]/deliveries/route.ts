import { DeliveryQuery } from "#lib/domain/notifications/delivery.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { ok } from "#lib/http/reply.ts";
import { IdParams, route } from "#lib/http/route.ts";
import { listExecutionDeliveries } from "#lib/services/notifications/list-deliveries.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "execution:read",
    params: IdParams,
    query: DeliveryQuery,
    handle: async ({ ctx, params, query }) =>
      ok(await listExecutionDeliveries(ctx, { executionId: params.id, ...query })),
  }),
});
