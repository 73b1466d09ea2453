import { findProfileByNameKey } from "#lib/db/health-profiles.ts";
import { AppError } from "#lib/domain/errors.ts";
import { nameKey } from "#lib/domain/names.ts";

import type { Transaction } from "../context.ts";

/** Throws `HEALTH_PROFILE_NAME_EXISTS`, naming the profile that has the name in the same or another spelling. */
export async function requireFreeProfileName(tx: Transaction, name: string, ownId?: string): Promise<void> {
  const taken = await findProfileByNameKey(tx.db, nameKey(name));
  if (taken === null || taken.id === ownId) return;
  throw new AppError(
    "HEALTH_PROFILE_NAME_EXISTS",
    `A health profile named "${taken.name}" exists already. Choose another name.`,
    { conflicts: [{ kind: "health-profile", ...taken }] },
  );
}
