import { EventQuery } from "#lib/domain/execution.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { ok } from "#lib/http/reply.ts";
import { IdParams, route } from "#lib/http/route.ts";
import { listExecutionEvents } from "#lib/services/executions/list-events.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "execution:read",
    params: IdParams,
    query: EventQuery,
    handle: async ({ ctx, params, query }) => ok(await listExecutionEvents(ctx, { executionId: params.id, ...query })),
  }),
});
