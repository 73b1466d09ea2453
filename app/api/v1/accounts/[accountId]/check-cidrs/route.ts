import { AccountParams, SetCheckCidrsInput } from "#lib/domain/account.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { ok } from "#lib/http/reply.ts";
import { route } from "#lib/http/route.ts";
import { setCheckCidrs } from "#lib/services/accounts/set-check-cidrs.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  PUT: route({
    permission: "account:write",
    params: AccountParams,
    body: SetCheckCidrsInput,
    handle: async ({ ctx, params, body }) => ok(await setCheckCidrs(ctx, params, body)),
  }),
});
