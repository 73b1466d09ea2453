import { DecisionInput } from "#lib/domain/execution-input.ts";
import { controlRoute } from "#lib/http/control-route.ts";
import { WaveParams } from "#lib/http/route.ts";
import { decideWave } from "#lib/services/executions/decide.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = controlRoute({
  params: WaveParams,
  body: DecisionInput,
  control: (ctx, { params, body }) =>
    decideWave(ctx, { executionId: params.id, waveNumber: Number(params.number), ...body }),
});
