import { endpoints } from "#lib/http/endpoints.ts";
import { ok } from "#lib/http/reply.ts";
import { IdParams, route } from "#lib/http/route.ts";
import { getPlanDrillLanding } from "#lib/services/drill-landing/of-plan.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "plan:read",
    params: IdParams,
    handle: async ({ ctx, params }) => ok(await getPlanDrillLanding(ctx, params.id)),
  }),
});
