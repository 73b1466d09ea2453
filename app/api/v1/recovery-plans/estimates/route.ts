import { EstimatesQuery } from "#lib/domain/estimate/plan-estimate.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { ok } from "#lib/http/reply.ts";
import { route } from "#lib/http/route.ts";
import { listPlanEstimates } from "#lib/services/estimates/of-plan.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "plan:read",
    query: EstimatesQuery,
    handle: async ({ ctx, query }) => ok(await listPlanEstimates(ctx, query)),
  }),
});
