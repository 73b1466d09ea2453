import { endpoints } from "#lib/http/endpoints.ts";
import { ok } from "#lib/http/reply.ts";
import { route } from "#lib/http/route.ts";
import { countSourceServers, PlaceQuery } from "#lib/services/source-servers/count.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "inventory:read",
    query: PlaceQuery,
    handle: async ({ ctx, query }) => ok(await countSourceServers(ctx, query)),
  }),
});
