import { CreateRecoveryPlanInput, RecoveryPlanQuery } from "#lib/domain/recovery-plan.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { created, ok } from "#lib/http/reply.ts";
import { route } from "#lib/http/route.ts";
import { createRecoveryPlan } from "#lib/services/recovery-plans/create.ts";
import { listRecoveryPlans } from "#lib/services/recovery-plans/list.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "plan:read",
    query: RecoveryPlanQuery,
    handle: async ({ ctx, query }) => ok(await listRecoveryPlans(ctx, query)),
  }),
  POST: route({
    permission: "plan:write",
    body: CreateRecoveryPlanInput,
    handle: async ({ ctx, body }) => {
      const plan = await createRecoveryPlan(ctx, body);
      return created(plan, `/api/v1/recovery-plans/${plan.id}`);
    },
  }),
});
