import { OutcomeQuery } from "#lib/domain/outcome-report/outcome-view.ts";
import { endpoints } from "#lib/http/endpoints.ts";
import { download, ok } from "#lib/http/reply.ts";
import { IdParams, route } from "#lib/http/route.ts";
import { getOutcome, getOutcomeCsv } from "#lib/services/executions/outcome.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({
    permission: "execution:read",
    params: IdParams,
    query: OutcomeQuery,
    handle: async ({ ctx, params, query }) => {
      if (query.format !== "csv") return ok(await getOutcome(ctx, params.id));
      const { filename, text } = await getOutcomeCsv(ctx, params.id);
      return download({ name: filename, type: "text/csv; charset=utf-8; header=present", text });
    },
  }),
});
