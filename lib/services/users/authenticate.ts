import { findUser } from "#lib/db/users.ts";
import { type Actor, permissionsOf } from "#lib/domain/permissions.ts";

import type { Context } from "../context.ts";
import { requireSystem } from "./system-only.ts";

/** The person of a session with the roles of this moment; null when nobody has the id any more. */
export async function findUserActor(ctx: Context, userId: string): Promise<Actor | null> {
  requireSystem(ctx);
  const user = await findUser(ctx.db, userId);
  if (user === null) return null;
  return { kind: "user", id: user.id, name: user.name, permissions: permissionsOf(user.roles) };
}
