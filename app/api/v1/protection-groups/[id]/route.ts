import { UpdateProtectionGroupInput } from "#lib/domain/protection-group.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { noContent, ok } from "#lib/http/reply.ts";
import { IdParams, route } from "#lib/http/route.ts";
import { deleteProtectionGroup } from "#lib/services/protection-groups/delete.ts";
import { getProtectionGroup } from "#lib/services/protection-groups/get.ts";
import { updateProtectionGroup } from "#lib/services/protection-groups/update.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "group:read",
    params: IdParams,
    handle: async ({ ctx, params }) => ok(await getProtectionGroup(ctx, params.id)),
  }),
  PUT: route({
    permission: "group:write",
    params: IdParams,
    body: UpdateProtectionGroupInput,
    handle: async ({ ctx, params, body }) => ok(await updateProtectionGroup(ctx, params.id, body)),
  }),
  DELETE: route({
    permission: "group:write",
    params: IdParams,
    handle: async ({ ctx, params }) => {
      await deleteProtectionGroup(ctx, params.id);
      return noContent();
    },
  }),
});
