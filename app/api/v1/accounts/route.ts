import { CreateAccountInput } from "#lib/domain/account.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { created, ok } from "#lib/http/reply.ts";
import { route } from "#lib/http/route.ts";
import { createAccount } from "#lib/services/accounts/create.ts";
import { AccountQuery, listAccounts } from "#lib/services/accounts/list.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "account:read",
    query: AccountQuery,
    handle: async ({ ctx, query }) => ok(await listAccounts(ctx, query)),
  }),
  POST: route({
    permission: "account:write",
    body: CreateAccountInput,
    handle: async ({ ctx, body }) => created(await createAccount(ctx, body)),
  }),
});
