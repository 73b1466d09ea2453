import { CompleteTaskInput } from "#lib/domain/actions/action-view.ts";
import { controlRoute } from "#lib/http/control-route.ts";
import { ActionRunParams } from "#lib/http/route.ts";
import { completeTask } from "#lib/services/executions/manual-task.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = controlRoute({
  params: ActionRunParams,
  body: CompleteTaskInput,
  control: (ctx, { params, body }) =>
    completeTask(ctx, { executionId: params.id, actionRunId: params.actionRunId, ...body }),
});
