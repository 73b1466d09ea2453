import { endpoints } from "#lib/http/endpoints.ts";
import { guarded } from "#lib/http/guarded.ts";
import { ok, toResponse } from "#lib/http/reply.ts";

/** The process answers. What it needs to be of use, `/api/ready` tells. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: guarded(({ request, requestId }) => Promise.resolve(toResponse(ok({ status: "ok" }), request, requestId))),
});
