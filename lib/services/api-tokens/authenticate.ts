import { type ApiToken, findApiToken, markTokenUsed } from "#lib/db/api-tokens.ts";
import { AppError } from "#lib/domain/errors.ts";
import { type Actor, permissionsOf } from "#lib/domain/permissions.ts";

import type { Context } from "../context.ts";
import { requireSystem } from "../users/system-only.ts";
import { hashToken } from "./token.ts";

const USE_NOTED_EVERY_MS = 60_000;

/** Who a token stands for: what its scope and its owner's roles of this moment both allow. Throws `UNAUTHENTICATED`. */
export async function authenticateToken(ctx: Context, token: string): Promise<Actor> {
  requireSystem(ctx);
  const found = await findApiToken(ctx.db, { hash: hashToken(token) });
  if (found === null || found.expiresAt <= ctx.now()) {
    throw new AppError("UNAUTHENTICATED", "The API token is not known, or it has expired.");
  }
  await noteUse(ctx, found);
  const { id, name, owner, scope } = found;
  return { kind: "token", id, name: `${owner.name} (${name})`, permissions: permissionsOf(owner.roles, scope) };
}

async function noteUse(ctx: Context, token: ApiToken): Promise<void> {
  const now = ctx.now();
  const noted = token.lastUsedAt?.getTime() ?? 0;
  if (now.getTime() - noted >= USE_NOTED_EVERY_MS) await markTokenUsed(ctx.db, token.id, now);
}
