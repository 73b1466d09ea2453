import { findApiToken } from "#lib/db/api-tokens.ts";
import { findUser, type User } from "#lib/db/users.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { MeView } from "#lib/domain/me.ts";
import { Permission } from "#lib/domain/permissions.ts";

import type { Context } from "../context.ts";

/** Who acts, and what may be done; everybody may ask this about themselves. */
export async function getMe(ctx: Context): Promise<MeView> {
  const { kind, id, name, permissions } = ctx.actor;
  const person = await personBehind(ctx);
  if (person === null) throw new AppError("UNAUTHENTICATED", "The person who signed in no longer exists.");
  return {
    id,
    name,
    email: person.email,
    kind,
    roles: person.roles,
    permissions: Permission.options.filter((permission) => permissions.has(permission)),
  };
}

async function personBehind({ db, actor }: Context): Promise<Pick<User, "email" | "roles"> | null> {
  switch (actor.kind) {
    case "user":
      return findUser(db, actor.id);
    case "token":
      return (await findApiToken(db, { id: actor.id }))?.owner ?? null;
    case "system":
      return { email: null, roles: [] };
  }
}
