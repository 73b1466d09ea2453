import { z } from "zod";

import { type Role, rolesFromGroups } from "#lib/domain/permissions.ts";

/** Where providers put groups: most, Entra ID's app roles, Amazon Cognito. */
const GROUP_CLAIMS = ["groups", "roles", "cognito:groups"] as const;

const Groups = z.union([z.string().transform((group) => [group]), z.array(z.string())]).catch([]);
const Text = z.string().trim().min(1).max(200).nullable().catch(null);

export type Identity = { subject: string; email: string | null; name: string; roles: Role[] };

/** Who the provider's claims describe. Roles are empty for people whose groups say nothing to us. */
export function toIdentity(claims: Record<string, unknown>): Identity | null {
  const subject = z.string().min(1).max(255).safeParse(claims["sub"]);
  if (!subject.success) return null;
  const email = Text.parse(claims["email"] ?? null);
  const name = Text.parse(claims["name"] ?? null) ?? Text.parse(claims["preferred_username"] ?? null);
  const groups = GROUP_CLAIMS.flatMap((claim) => Groups.parse(claims[claim] ?? []));
  return {
    subject: subject.data,
    email,
    name: name ?? email ?? subject.data.slice(0, 200),
    roles: rolesFromGroups(groups),
  };
}
