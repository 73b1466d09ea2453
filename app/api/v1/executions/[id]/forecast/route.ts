import { endpoints } from "#lib/http/endpoints.ts";
import { ok } from "#lib/http/reply.ts";
import { IdParams, route } from "#lib/http/route.ts";
import { getForecast } from "#lib/services/estimates/forecast.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "execution:read",
    params: IdParams,
    handle: async ({ ctx, params }) => ok(await getForecast(ctx, params.id)),
  }),
});
