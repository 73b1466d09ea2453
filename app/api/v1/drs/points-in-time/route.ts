import { SelectionPointsInTimeInput } from "#lib/domain/point-in-time/points-in-time.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { ok } from "#lib/http/reply.ts";
import { route } from "#lib/http/route.ts";
import { getSelectionPointsInTime } from "#lib/services/points-in-time/of-selection.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route({
    permission: "inventory:read",
    body: SelectionPointsInTimeInput,
    handle: async ({ ctx, body }) => ok(await getSelectionPointsInTime(ctx, body)),
  }),
});
