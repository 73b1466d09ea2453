import { connectDatabase } from "#lib/db/client.ts";
import { saveSignIn } from "#lib/db/users.ts";
import { Permission, rolesFromGroups, SYSTEM_ACTOR } from "#lib/domain/permissions.ts";
import { createApiToken } from "#lib/services/api-tokens/create.ts";

import { subjectOf, type Person } from "../identity-provider/people.ts";

const YEAR_MS = 365 * 86_400_000;

/** A token of `owner` that may do everything. The owner exists from now on, signed in or not. */
export async function mintToken(databaseUrl: string, owner: Person): Promise<string> {
  const db = connectDatabase(databaseUrl, 2);
  try {
    const now = new Date();
    const { email, name, roles } = owner;
    const person = { subject: subjectOf(owner), email, name, roles: rolesFromGroups(roles) };
    const { id } = await saveSignIn(db, person, now);
    const ctx = { db, actor: SYSTEM_ACTOR, now: () => now, simulated: true };
    const input = {
      ownerId: id,
      name: "Demo",
      scope: Permission.options,
      expiresAt: new Date(now.getTime() + YEAR_MS),
    };
    return (await createApiToken(ctx, input)).token;
  } finally {
    await db.$disconnect();
  }
}
