import { endpoints } from "#lib/http/endpoints.ts";
import { guarded } from "#lib/http/guarded.ts";
import { checkReadiness } from "#lib/http/readiness.ts";
import { toResponse } from "#lib/http/reply.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: guarded(async ({ request, requestId }) => {
    const readiness = await checkReadiness();
    return toResponse({ status: readiness.status === "ok" ? 200 : 503, body: readiness }, request, requestId);
  }),
});
