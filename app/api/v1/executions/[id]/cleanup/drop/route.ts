import { ControlExecutionInput } from "#lib/domain/execution.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { ok } from "#lib/http/reply.ts";
import { IdParams, route } from "#lib/http/route.ts";
import { engineLinks } from "#lib/http/start-engine.ts";
import { dropCleanup } from "#lib/services/executions/drop-cleanup.ts";
import { getExecution } from "#lib/services/executions/get.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route({
    permission: "execution:control",
    params: IdParams,
    body: ControlExecutionInput,
    handle: async ({ ctx, params, body }) => {
      await dropCleanup(ctx, { executionId: params.id, ...body });
      return ok(await getExecution(ctx, params.id, engineLinks()));
    },
  }),
});
