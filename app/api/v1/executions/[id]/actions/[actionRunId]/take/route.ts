import { ControlExecutionInput } from "#lib/domain/execution-input.ts";
import { controlRoute } from "#lib/http/control-route.ts";
import { ActionRunParams } from "#lib/http/route.ts";
import { takeTask } from "#lib/services/executions/manual-task.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = controlRoute({
  params: ActionRunParams,
  body: ControlExecutionInput,
  control: (ctx, { params, body }) =>
    takeTask(ctx, { executionId: params.id, actionRunId: params.actionRunId, ...body }),
});
