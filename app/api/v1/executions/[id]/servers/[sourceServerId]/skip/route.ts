import { ControlExecutionInput } from "#lib/domain/execution-input.ts";
import { controlRoute } from "#lib/http/control-route.ts";
import { ServerParams } from "#lib/http/route.ts";
import { skipServer } from "#lib/services/executions/decide-server.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = controlRoute({
  params: ServerParams,
  body: ControlExecutionInput,
  control: (ctx, { params, body }) =>
    skipServer(ctx, { executionId: params.id, sourceServerId: params.sourceServerId, ...body }),
});
