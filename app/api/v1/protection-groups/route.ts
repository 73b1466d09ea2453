import { CreateProtectionGroupInput, ProtectionGroupQuery } from "#lib/domain/protection-group.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { created, ok } from "#lib/http/reply.ts";
import { route } from "#lib/http/route.ts";
import { createProtectionGroup } from "#lib/services/protection-groups/create.ts";
import { listProtectionGroups } from "#lib/services/protection-groups/list.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "group:read",
    query: ProtectionGroupQuery,
    handle: async ({ ctx, query }) => ok(await listProtectionGroups(ctx, query)),
  }),
  POST: route({
    permission: "group:write",
    body: CreateProtectionGroupInput,
    handle: async ({ ctx, body }) => {
      const group = await createProtectionGroup(ctx, body);
      return created(group, `/api/v1/protection-groups/${group.id}`);
    },
  }),
});
