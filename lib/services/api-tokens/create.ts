import { z } from "zod";

import { insertApiToken } from "#lib/db/api-tokens.ts";
import { findUser } from "#lib/db/users.ts";
import { AppError } from "#lib/domain/errors.ts";
import { Name } from "#lib/domain/names.ts";
import { Permission } from "#lib/domain/permissions.ts";

import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { inTransaction } from "../transaction.ts";
import { requireSystem } from "../users/system-only.ts";
import { hashToken, newToken } from "./token.ts";

export const CreateApiTokenInput = z.strictObject({
  ownerId: z.uuid(),
  name: Name,
  scope: z.array(Permission).min(1),
  expiresAt: z.date(),
});
export type CreateApiTokenInput = z.input<typeof CreateApiTokenInput>;

/** Makes a token for a person. The answer is the only place where the token itself is ever seen. */
export async function createApiToken(ctx: Context, input: CreateApiTokenInput): Promise<{ id: string; token: string }> {
  requireSystem(ctx);
  const { ownerId, name, scope: named, expiresAt } = CreateApiTokenInput.parse(input);
  const scope = [...new Set(named)];
  const token = newToken();
  return inTransaction(ctx, async (tx) => {
    if (expiresAt <= tx.now()) throw new AppError("INVALID_REQUEST", "The token would have expired already.");
    const owner = await findUser(tx.db, ownerId);
    if (owner === null) throw new AppError("NOT_FOUND", "There is no person with this id.");
    const id = await insertApiToken(tx.db, { ownerId, name, scope, expiresAt, hash: hashToken(token) }, tx.now());
    await recordAudit(tx, {
      action: "api-token.create",
      entity: { kind: "api-token", id, name },
      detail: { owner: owner.name, scope, expiresAt },
    });
    return { id, token };
  });
}
