import { endpoints } from "#lib/http/endpoints.ts";
import { ok } from "#lib/http/reply.ts";
import { IdParams, route } from "#lib/http/route.ts";
import { listRecoveryPlanVersions, VersionQuery } from "#lib/services/recovery-plans/list-versions.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "plan:read",
    params: IdParams,
    query: VersionQuery,
    handle: async ({ ctx, params, query }) => ok(await listRecoveryPlanVersions(ctx, params.id, query)),
  }),
});
