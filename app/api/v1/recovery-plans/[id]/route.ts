import { UpdateRecoveryPlanInput } from "#lib/domain/recovery-plan.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { noContent, ok } from "#lib/http/reply.ts";
import { IdParams, route } from "#lib/http/route.ts";
import { deleteRecoveryPlan } from "#lib/services/recovery-plans/delete.ts";
import { getRecoveryPlan } from "#lib/services/recovery-plans/get.ts";
import { updateRecoveryPlan } from "#lib/services/recovery-plans/update.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "plan:read",
    params: IdParams,
    handle: async ({ ctx, params }) => ok(await getRecoveryPlan(ctx, params.id)),
  }),
  PUT: route({
    permission: "plan:write",
    params: IdParams,
    body: UpdateRecoveryPlanInput,
    handle: async ({ ctx, params, body }) => ok(await updateRecoveryPlan(ctx, params.id, body)),
  }),
  DELETE: route({
    permission: "plan:write",
    params: IdParams,
    handle: async ({ ctx, params }) => {
      await deleteRecoveryPlan(ctx, params.id);
      return noContent();
    },
  }),
});
