import { ControlExecutionInput } from "#lib/domain/execution.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { accepted } from "#lib/http/reply.ts";
import { route, ServerParams } from "#lib/http/route.ts";
import { engineLinks } from "#lib/http/start-engine.ts";
import { skipServer } from "#lib/services/executions/decide-server.ts";
import { getExecution } from "#lib/services/executions/get.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route({
    permission: "execution:control",
    params: ServerParams,
    body: ControlExecutionInput,
    handle: async ({ ctx, params, body }) => {
      await skipServer(ctx, { executionId: params.id, sourceServerId: params.sourceServerId, ...body });
      return accepted(await getExecution(ctx, params.id, engineLinks()));
    },
  }),
});
