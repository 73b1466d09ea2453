import { DrillLandingInput } from "#lib/domain/drill-landing.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { ok } from "#lib/http/reply.ts";
import { route } from "#lib/http/route.ts";
import { getSelectionDrillLanding } from "#lib/services/drill-landing/of-selection.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route({
    permission: "inventory:read",
    body: DrillLandingInput,
    handle: async ({ ctx, body }) => ok(await getSelectionDrillLanding(ctx, body)),
  }),
});
