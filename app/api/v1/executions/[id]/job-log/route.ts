import { JobLogQuery } from "#lib/domain/execution.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { ok } from "#lib/http/reply.ts";
import { IdParams, route } from "#lib/http/route.ts";
import { listJobLog } from "#lib/services/executions/list-job-log.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "execution:read",
    params: IdParams,
    query: JobLogQuery,
    handle: async ({ ctx, params, query }) => ok(await listJobLog(ctx, { executionId: params.id, ...query })),
  }),
});
