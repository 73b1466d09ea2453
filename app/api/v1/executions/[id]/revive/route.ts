import { ControlExecutionInput } from "#lib/domain/execution-input.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { accepted } from "#lib/http/reply.ts";
import { IdParams, route } from "#lib/http/route.ts";
import { engineLinks, startEngine } from "#lib/http/start-engine.ts";
import { getExecution } from "#lib/services/executions/get.ts";
import { reviveExecution } from "#lib/services/executions/revive.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route({
    permission: "execution:control",
    params: IdParams,
    body: ControlExecutionInput,
    handle: async ({ ctx, params, body }) => {
      const run = await reviveExecution(ctx, { executionId: params.id, ...body });
      await startEngine(run);
      return accepted(await getExecution(ctx, run.executionId, engineLinks()), `/api/v1/executions/${run.executionId}`);
    },
  }),
});
