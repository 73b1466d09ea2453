import { SourceServerQuery } from "#lib/domain/source-server.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { ok } from "#lib/http/reply.ts";
import { route } from "#lib/http/route.ts";
import { listSourceServers } from "#lib/services/source-servers/list.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "inventory:read",
    query: SourceServerQuery,
    handle: async ({ ctx, query }) => ok(await listSourceServers(ctx, query)),
  }),
});
