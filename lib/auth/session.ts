import { decode } from "next-auth/jwt";
import { z } from "zod";

/** A person has to sign in again after this long, whatever happened meanwhile. */
export const SESSION_SECONDS = 12 * 3600;

/** What the encrypted cookie carries besides next-auth's own claims. `authAt` in seconds since 1970. */
export const SessionClaims = z.object({ userId: z.uuid(), authAt: z.number(), idToken: z.string().optional() });
export type SessionClaims = z.infer<typeof SessionClaims>;

export type CookieValue = { name: string; value: string };

const COOKIE = /^(?:__Secure-)?next-auth\.session-token(?:\.\d+)?$/;

/** Every cookie that a session may be kept in, for taking them all away. */
export function isSessionCookie(name: string): boolean {
  return COOKIE.test(name);
}

/** The name next-auth uses; on https the browser guards it. Long values are split into `.0`, `.1` … */
function cookieName(isHttps: boolean): string {
  return isHttps ? "__Secure-next-auth.session-token" : "next-auth.session-token";
}

export type SessionSettings = { secret: string; isHttps: boolean; now: Date };

/** The session in a request's cookies; null when there is none, or it is foreign, tampered with or too old. */
export async function readSession(
  cookies: readonly CookieValue[],
  settings: SessionSettings,
): Promise<SessionClaims | null> {
  const token = joinChunks(cookies, cookieName(settings.isHttps));
  if (token === "") return null;
  const claims = SessionClaims.safeParse(await decodeOrNull(token, settings.secret));
  return claims.success && isFresh(claims.data, settings.now) ? claims.data : null;
}

export function isFresh(session: { authAt: number }, now: Date): boolean {
  return now.getTime() / 1000 - session.authAt < SESSION_SECONDS;
}

function joinChunks(cookies: readonly CookieValue[], name: string): string {
  return cookies
    .filter((cookie) => cookie.name === name || cookie.name.startsWith(`${name}.`))
    .sort((a, b) => chunkNumber(a.name, name) - chunkNumber(b.name, name))
    .map((cookie) => cookie.value)
    .join("");
}

function chunkNumber(cookie: string, name: string): number {
  return Number(cookie.slice(name.length + 1));
}

async function decodeOrNull(token: string, secret: string): Promise<unknown> {
  try {
    return await decode({ token, secret });
  } catch {
    return null;
  }
}
