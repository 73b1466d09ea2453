import { ChangeWaveInput } from "#lib/domain/execution-input.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { ok } from "#lib/http/reply.ts";
import { route, WaveParams } from "#lib/http/route.ts";
import { engineLinks } from "#lib/http/start-engine.ts";
import { changeWaveOfExecution } from "#lib/services/executions/change-wave.ts";
import { getExecution } from "#lib/services/executions/get.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  PATCH: route({
    permission: "execution:control",
    params: WaveParams,
    body: ChangeWaveInput,
    handle: async ({ ctx, params, body }) => {
      await changeWaveOfExecution(ctx, { executionId: params.id, waveNumber: Number(params.number), ...body });
      return ok(await getExecution(ctx, params.id, engineLinks()));
    },
  }),
});
