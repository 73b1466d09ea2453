import { endpoints } from "#lib/http/endpoints.ts";
import { ok } from "#lib/http/reply.ts";
import { route } from "#lib/http/route.ts";
import { getMe } from "#lib/services/users/get-me.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ handle: async ({ ctx }) => ok(await getMe(ctx)) }),
});
