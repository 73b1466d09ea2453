import { ControlExecutionInput } from "#lib/domain/execution-input.ts";
import { controlRoute } from "#lib/http/control-route.ts";
import { IdParams } from "#lib/http/route.ts";
import { cancelExecution } from "#lib/services/executions/cancel.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = controlRoute({
  params: IdParams,
  body: ControlExecutionInput,
  control: (ctx, { params, body }) => cancelExecution(ctx, { executionId: params.id, ...body }),
});
