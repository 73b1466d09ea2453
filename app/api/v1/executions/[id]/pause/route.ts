import { ControlExecutionInput } from "#lib/domain/execution-input.ts";
import { controlRoute } from "#lib/http/control-route.ts";
import { IdParams } from "#lib/http/route.ts";
import { pauseExecution } from "#lib/services/executions/pause.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = controlRoute({
  params: IdParams,
  body: ControlExecutionInput,
  control: (ctx, { params, body }) => pauseExecution(ctx, { executionId: params.id, ...body }),
});
