import { ExecutionQuery, StartExecutionInput } from "#lib/domain/execution-input.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { accepted, ok } from "#lib/http/reply.ts";
import { route } from "#lib/http/route.ts";
import { keepEstimateOf } from "#lib/http/keep-estimate.ts";
import { engineLinks, startEngine } from "#lib/http/start-engine.ts";
import { getExecution } from "#lib/services/executions/get.ts";
import { listExecutions } from "#lib/services/executions/list.ts";
import { startExecution } from "#lib/services/executions/start.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "execution:read",
    query: ExecutionQuery,
    handle: async ({ ctx, query }) => ok(await listExecutions(ctx, query, engineLinks())),
  }),
  // A drill and a recovery need different permissions: the verb knows which.
  POST: route({
    body: StartExecutionInput,
    handle: async ({ ctx, body }) => {
      const run = await startExecution(ctx, body);
      await startEngine(run);
      await keepEstimateOf(ctx, run.executionId);
      return accepted(await getExecution(ctx, run.executionId, engineLinks()), `/api/v1/executions/${run.executionId}`);
    },
  }),
});
