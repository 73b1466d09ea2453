import { endpoints } from "#lib/http/endpoints.ts";
import { guarded } from "#lib/http/guarded.ts";
import { signOut } from "#lib/http/sign-out.ts";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: guarded(({ request, requestId }) => signOut(request, requestId)),
});
