import type { NextRequest } from "next/server";
import NextAuth from "next-auth";

import { authOptions } from "#lib/http/auth-options.ts";

type AuthRoute = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own endpoints: sign-in, the provider's callback, its CSRF token. */
async function handler(request: NextRequest, route: AuthRoute): Promise<Response> {
  const response: unknown = await NextAuth(request, route, authOptions());
  return response instanceof Response ? response : new Response(null, { status: 500 });
}

export { handler as GET, handler as POST };
