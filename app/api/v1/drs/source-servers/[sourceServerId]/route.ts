import { z } from "zod";

import { endpoints } from "#lib/http/endpoints.ts";
import { ok } from "#lib/http/reply.ts";
import { route } from "#lib/http/route.ts";
import { getSourceServer } from "#lib/services/source-servers/get.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "inventory:read",
    params: z.strictObject({ sourceServerId: z.string() }),
    handle: async ({ ctx, params }) => ok(await getSourceServer(ctx, params.sourceServerId)),
  }),
});
