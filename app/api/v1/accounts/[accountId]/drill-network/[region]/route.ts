import { DrillNetworkPlace, SetDrillNetworkInput } from "#lib/domain/drill-landing.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { ok } from "#lib/http/reply.ts";
import { route } from "#lib/http/route.ts";
import { setDrillNetwork } from "#lib/services/accounts/set-drill-network.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  PUT: route({
    permission: "account:write",
    params: DrillNetworkPlace,
    body: SetDrillNetworkInput,
    handle: async ({ ctx, params, body }) => ok(await setDrillNetwork(ctx, params, body)),
  }),
});
