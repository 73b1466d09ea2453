import type { NextRequest } from "next/server";

import { discover } from "#lib/auth/discovery.ts";
import { isSessionCookie } from "#lib/auth/session.ts";
import { webEnv } from "#lib/runtime.ts";

import { apiHeaders } from "./reply.ts";
import { requireSameOrigin } from "./same-origin.ts";
import { sessionOf } from "./session-actor.ts";

/**
 * Ends the session here, and sends the browser on to end it at the identity provider as well, which would
 * otherwise sign the person in again without asking (OpenID Connect RP-Initiated Logout 1.0).
 */
export async function signOut(request: NextRequest, requestId: string): Promise<Response> {
  requireSameOrigin(request);
  const cookies = request.cookies.getAll();
  const session = await sessionOf(cookies);
  const headers = apiHeaders(requestId);
  headers.set("Location", await afterSignOut(session?.idToken));
  for (const { name } of cookies.filter((cookie) => isSessionCookie(cookie.name))) {
    const secure = name.startsWith("__Secure-") ? "; Secure" : "";
    headers.append("Set-Cookie", `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`);
  }
  return new Response(null, { status: 303, headers });
}

async function afterSignOut(idToken: string | undefined): Promise<string> {
  const env = webEnv();
  const signIn = new URL("/sign-in", env.NEXTAUTH_URL).href;
  const end = (await discover(env.OIDC_ISSUER, Date.now()))?.end_session_endpoint;
  if (end === undefined || idToken === undefined) return signIn;
  const url = new URL(end);
  url.searchParams.set("client_id", env.OIDC_CLIENT_ID);
  url.searchParams.set("id_token_hint", idToken);
  url.searchParams.set("post_logout_redirect_uri", signIn);
  return url.href;
}
