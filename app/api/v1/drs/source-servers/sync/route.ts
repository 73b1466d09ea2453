import { endpoints } from "#lib/http/endpoints.ts";
import { accepted } from "#lib/http/reply.ts";
import { route } from "#lib/http/route.ts";
import { requestInventorySync } from "#lib/services/source-servers/request-sync.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route({
    permission: "inventory:sync",
    handle: async ({ ctx }) => accepted(await requestInventorySync(ctx)),
  }),
});
