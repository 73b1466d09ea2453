import { DecisionInput } from "#lib/domain/execution.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { accepted } from "#lib/http/reply.ts";
import { route, WaveParams } from "#lib/http/route.ts";
import { engineLinks } from "#lib/http/start-engine.ts";
import { decideWave } from "#lib/services/executions/decide.ts";
import { getExecution } from "#lib/services/executions/get.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route({
    permission: "execution:control",
    params: WaveParams,
    body: DecisionInput,
    handle: async ({ ctx, params, body }) => {
      await decideWave(ctx, { executionId: params.id, waveNumber: Number(params.number), ...body });
      return accepted(await getExecution(ctx, params.id, engineLinks()));
    },
  }),
});
