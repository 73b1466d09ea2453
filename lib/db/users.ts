import { Role } from "#lib/domain/permissions.ts";

import type { Database } from "./client.ts";
import type { UserModel } from "./generated/models.ts";

export type User = { id: string; subject: string; email: string | null; name: string; roles: Role[] };

/** Roles that this version does not know are worth nothing. */
export function toUser(row: UserModel): User {
  const roles = row.roles.flatMap((role) => Role.safeParse(role).data ?? []);
  return { id: row.id, subject: row.subject, email: row.email, name: row.name, roles };
}

export async function findUser(db: Database, id: string): Promise<User | null> {
  const row = await db.user.findUnique({ where: { id } });
  return row === null ? null : toUser(row);
}

/** Makes or refreshes the row of a person who signed in. */
export async function saveSignIn(db: Database, person: Omit<User, "id">, at: Date): Promise<User> {
  const { subject, ...facts } = person;
  const row = await db.user.upsert({
    where: { subject },
    create: { subject, ...facts, signedInAt: at, createdAt: at },
    update: { ...facts, signedInAt: at },
  });
  return toUser(row);
}
