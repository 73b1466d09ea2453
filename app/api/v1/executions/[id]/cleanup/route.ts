import { CleanupInput } from "#lib/domain/execution-input.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { accepted } from "#lib/http/reply.ts";
import { IdParams, route } from "#lib/http/route.ts";
import { engineLinks, startCleanup } from "#lib/http/start-engine.ts";
import { getExecution } from "#lib/services/executions/get.ts";
import { requestCleanup } from "#lib/services/executions/request-cleanup.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route({
    permission: "execution:control",
    params: IdParams,
    body: CleanupInput,
    handle: async ({ ctx, params, body }) => {
      const run = await requestCleanup(ctx, { executionId: params.id, ...body });
      await startCleanup(run);
      return accepted(await getExecution(ctx, run.executionId, engineLinks()), `/api/v1/executions/${run.executionId}`);
    },
  }),
});
