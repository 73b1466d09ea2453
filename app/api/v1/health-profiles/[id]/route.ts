import { UpdateHealthProfileInput } from "#lib/domain/health-gates/health-profile.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { noContent, ok } from "#lib/http/reply.ts";
import { IdParams, route } from "#lib/http/route.ts";
import { deleteHealthProfile } from "#lib/services/health-profiles/delete.ts";
import { getHealthProfile } from "#lib/services/health-profiles/get.ts";
import { updateHealthProfile } from "#lib/services/health-profiles/update.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "plan:read",
    params: IdParams,
    handle: async ({ ctx, params }) => ok(await getHealthProfile(ctx, params.id)),
  }),
  PUT: route({
    permission: "plan:write",
    params: IdParams,
    body: UpdateHealthProfileInput,
    handle: async ({ ctx, params, body }) => ok(await updateHealthProfile(ctx, params.id, body)),
  }),
  DELETE: route({
    permission: "plan:write",
    params: IdParams,
    handle: async ({ ctx, params }) => {
      await deleteHealthProfile(ctx, params.id);
      return noContent();
    },
  }),
});
