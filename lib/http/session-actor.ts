import { type CookieValue, readSession, type SessionClaims } from "#lib/auth/session.ts";
import type { Actor } from "#lib/domain/permissions.ts";
import { systemContext, webEnv } from "#lib/runtime.ts";
import { findUserActor } from "#lib/services/users/authenticate.ts";

export async function sessionOf(cookies: readonly CookieValue[]): Promise<SessionClaims | null> {
  const { NEXTAUTH_SECRET: secret, NEXTAUTH_URL: url } = webEnv();
  return readSession(cookies, { secret, isHttps: url.startsWith("https:"), now: new Date() });
}

/** Who the session in these cookies belongs to, with the roles of this moment. */
export async function sessionActor(cookies: readonly CookieValue[]): Promise<Actor | null> {
  const session = await sessionOf(cookies);
  return session === null ? null : findUserActor(await systemContext(), session.userId);
}
