import { Permission } from "#lib/domain/permissions.ts";

import type { Database } from "./client.ts";
import { toUser, type User } from "./users.ts";

export type ApiToken = {
  id: string;
  name: string;
  scope: Permission[];
  expiresAt: Date;
  lastUsedAt: Date | null;
  owner: User;
};

export type NewApiToken = {
  ownerId: string;
  name: string;
  hash: string;
  scope: readonly Permission[];
  expiresAt: Date;
};

export async function insertApiToken(db: Database, token: NewApiToken, at: Date): Promise<string> {
  const { id } = await db.apiToken.create({
    data: { ...token, scope: [...token.scope], createdAt: at },
    select: { id: true },
  });
  return id;
}

/** By the token's SHA-256 or by its id. */
export async function findApiToken(db: Database, key: { hash: string } | { id: string }): Promise<ApiToken | null> {
  const row = await db.apiToken.findUnique({ where: key, include: { owner: true } });
  if (row === null) return null;
  const { id, name, expiresAt, lastUsedAt } = row;
  const scope = row.scope.flatMap((permission) => Permission.safeParse(permission).data ?? []);
  return { id, name, scope, expiresAt, lastUsedAt, owner: toUser(row.owner) };
}

export async function markTokenUsed(db: Database, id: string, at: Date): Promise<void> {
  await db.apiToken.updateMany({
    where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: at } }] },
    data: { lastUsedAt: at },
  });
}
