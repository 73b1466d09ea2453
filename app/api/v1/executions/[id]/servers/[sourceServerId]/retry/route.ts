import { RetryServerInput } from "#lib/domain/execution-input.ts";
import { controlRoute } from "#lib/http/control-route.ts";
import { ServerParams } from "#lib/http/route.ts";
import { retryServer } from "#lib/services/executions/decide-server.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = controlRoute({
  params: ServerParams,
  body: RetryServerInput,
  control: (ctx, { params, body }) =>
    retryServer(ctx, { executionId: params.id, sourceServerId: params.sourceServerId, ...body }),
});
