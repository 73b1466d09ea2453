import { AppError } from "#lib/domain/errors.ts";
import { webEnv } from "#lib/runtime.ts";

const READS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Refuses a write that another site's page made a signed-in browser send. The request's own address is not to be trusted. */
export function requireSameOrigin(request: Request): void {
  if (READS.has(request.method) || isSameOrigin(request.headers)) return;
  throw new AppError("FORBIDDEN", "This change was not sent by a page of this console.");
}

function isSameOrigin(headers: Headers): boolean {
  const origin = headers.get("origin");
  if (origin !== null) return origin === new URL(webEnv().NEXTAUTH_URL).origin;
  return headers.get("sec-fetch-site") === "same-origin";
}
