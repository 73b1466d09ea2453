import { z } from "zod";

import { saveSignIn, type User } from "#lib/db/users.ts";
import { Role } from "#lib/domain/permissions.ts";

import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { inTransaction } from "../transaction.ts";
import { requireSystem } from "./system-only.ts";

/** Who an identity provider says somebody is. Names are shown, never used to recognise anybody: the subject is. */
export const SignIn = z.strictObject({
  subject: z.string().min(1).max(255),
  email: z.string().max(320).nullable(),
  name: z.string().min(1).max(200),
  roles: z.array(Role).min(1),
});
export type SignIn = z.input<typeof SignIn>;

/** Keeps who signed in, and the roles that count from now on for the person and the person's tokens. */
export async function recordSignIn(ctx: Context, input: SignIn): Promise<User> {
  requireSystem(ctx);
  const person = SignIn.parse(input);
  return inTransaction(ctx, async (tx) => {
    const user = await saveSignIn(tx.db, person, tx.now());
    const actor = { kind: "user" as const, id: user.id, name: user.name, permissions: new Set<never>() };
    await recordAudit(
      { ...tx, actor },
      { action: "user.sign-in", entity: { kind: "user", id: user.id, name: user.name }, detail: { roles: user.roles } },
    );
    return user;
  });
}
