import { EstimateQuery } from "#lib/domain/estimate/plan-estimate.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { ok } from "#lib/http/reply.ts";
import { IdParams, route } from "#lib/http/route.ts";
import { getPlanEstimate } from "#lib/services/estimates/of-plan.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "plan:read",
    params: IdParams,
    query: EstimateQuery,
    handle: async ({ ctx, params, query }) => ok(await getPlanEstimate(ctx, params.id, query)),
  }),
});
