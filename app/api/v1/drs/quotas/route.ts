import { endpoints } from "#lib/http/endpoints.ts";
import { ok } from "#lib/http/reply.ts";
import { route } from "#lib/http/route.ts";
import { listQuotas } from "#lib/services/quotas/list.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ permission: "inventory:read", handle: async ({ ctx }) => ok(await listQuotas(ctx)) }),
});
