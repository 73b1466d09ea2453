import { HealthProfileInput, HealthProfileQuery } from "#lib/domain/health-gates/health-profile.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { created, ok } from "#lib/http/reply.ts";
import { route } from "#lib/http/route.ts";
import { createHealthProfile } from "#lib/services/health-profiles/create.ts";
import { listHealthProfiles } from "#lib/services/health-profiles/list.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "plan:read",
    query: HealthProfileQuery,
    handle: async ({ ctx, query }) => ok(await listHealthProfiles(ctx, query)),
  }),
  POST: route({
    permission: "plan:write",
    body: HealthProfileInput,
    handle: async ({ ctx, body }) => {
      const profile = await createHealthProfile(ctx, body);
      return created(profile, `/api/v1/health-profiles/${profile.id}`);
    },
  }),
});
