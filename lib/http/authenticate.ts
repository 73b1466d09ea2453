import type { NextRequest } from "next/server";

import { AppError } from "#lib/domain/errors.ts";
import type { Actor } from "#lib/domain/permissions.ts";
import { systemContext } from "#lib/runtime.ts";
import { authenticateToken } from "#lib/services/api-tokens/authenticate.ts";

import { requireSameOrigin } from "./same-origin.ts";
import { sessionActor } from "./session-actor.ts";

const BEARER = /^Bearer +([\w~+/.=-]{1,512})$/i;

/** Who calls. With an Authorization header the cookie counts for nothing. Throws `UNAUTHENTICATED`. */
export async function authenticate(request: NextRequest): Promise<Actor> {
  const authorization = request.headers.get("authorization");
  if (authorization !== null) return bearer(authorization);
  const actor = await sessionActor(request.cookies.getAll());
  if (actor === null) throw new AppError("UNAUTHENTICATED", "Nobody is signed in. Sign in, or send an API token.");
  requireSameOrigin(request);
  return actor;
}

async function bearer(authorization: string): Promise<Actor> {
  const token = BEARER.exec(authorization)?.[1];
  if (token === undefined) {
    throw new AppError("UNAUTHENTICATED", "The Authorization header is not of the form Bearer <API token>.");
  }
  return authenticateToken(await systemContext(), token);
}
