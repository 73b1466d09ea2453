import { PointsInTimeInput } from "#lib/domain/point-in-time/points-in-time.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { ok } from "#lib/http/reply.ts";
import { IdParams, route } from "#lib/http/route.ts";
import { getPlanPointsInTime } from "#lib/services/points-in-time/of-plan.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "plan:read",
    params: IdParams,
    handle: async ({ ctx, params }) => ok(await getPlanPointsInTime(ctx, params.id)),
  }),
  // A choice per server is too long for a query string.
  POST: route({
    permission: "plan:read",
    params: IdParams,
    body: PointsInTimeInput,
    handle: async ({ ctx, params, body }) => ok(await getPlanPointsInTime(ctx, params.id, body)),
  }),
});
