import { ControlExecutionInput } from "#lib/domain/execution-input.ts";
import { controlRoute } from "#lib/http/control-route.ts";
import { IdParams } from "#lib/http/route.ts";
import { dropCleanup } from "#lib/services/executions/drop-cleanup.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = controlRoute({
  params: IdParams,
  body: ControlExecutionInput,
  control: (ctx, { params, body }) => dropCleanup(ctx, { executionId: params.id, ...body }),
});
