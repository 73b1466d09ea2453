import { type NextRequest, NextResponse } from "next/server";

import { discover } from "#lib/auth/discovery.ts";
import { AppError } from "#lib/domain/errors.ts";
import { readWebEnv, type WebEnv } from "#lib/env.ts";
import { contentSecurityPolicy } from "#lib/http/content-security-policy.ts";
import { NONCE_HEADER, PATH_HEADER } from "#lib/http/page-headers.ts";
import { problemResponse } from "#lib/http/problem.ts";
import { requestIdOf } from "#lib/http/request-id.ts";

let env: WebEnv | undefined;

/** Not the runtime's: the proxy is bundled by itself and needs neither database nor AWS. */
function webEnv(): WebEnv {
  return (env ??= readWebEnv());
}

/** Guards what browsers do with our pages. Who may see a page, the page itself decides. */
export async function proxy(request: NextRequest): Promise<Response> {
  const { pathname } = request.nextUrl;
  if (!isReadable(pathname)) return unreadable(request);
  return pathname.startsWith("/api/") ? NextResponse.next() : guardedPage(request);
}

function isReadable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

/** Next itself would answer 500. */
function unreadable(request: NextRequest): Response {
  const error = new AppError("INVALID_REQUEST", "The address is not valid: a percent sign in it stands for nothing.");
  return problemResponse(error, requestIdOf(request));
}

async function guardedPage(request: NextRequest): Promise<Response> {
  const isHttps = webEnv().NEXTAUTH_URL.startsWith("https:");
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy({
    nonce,
    isHttps,
    identityProvider: await identityProviderOrigins(),
    isDevelopment: webEnv().NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  headers.set(NONCE_HEADER, nonce);
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  // Next takes the nonce for its own scripts from here.
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  if (isHttps) response.headers.set("Strict-Transport-Security", "max-age=31536000");
  return response;
}

/** The endpoints need not be where the issuer is, as with Amazon Cognito. */
async function identityProviderOrigins(): Promise<string[]> {
  const { OIDC_ISSUER: issuer } = webEnv();
  const found = await discover(issuer, Date.now());
  const urls = [issuer, found?.authorization_endpoint, found?.end_session_endpoint];
  return [...new Set(urls.flatMap((url) => (url === undefined ? [] : new URL(url).origin)))];
}

export const config = {
  matcher: [
    // Prefetches too: a page without the policy would be kept and shown.
    "/((?!api(?:/|$)|_next/static/|_next/image).*)",
    "/api/(.*%.*)",
  ],
};
