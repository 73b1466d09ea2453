import type { Database } from "#lib/db/client.ts";
import { findProfiles, type HealthProfileRecord } from "#lib/db/health-profiles.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { HealthProfileView } from "#lib/domain/health-gates/health-profile.ts";

import { type Context, requirePermission } from "../context.ts";
import { requireRowId } from "../row-id.ts";
import { toHealthProfileView } from "./view.ts";

const NOT_FOUND = "There is no health profile with this id. It may have been deleted.";

export async function getHealthProfile(ctx: Context, id: string): Promise<HealthProfileView> {
  requirePermission(ctx, "plan:read");
  return toHealthProfileView(await getProfileRecord(ctx.db, id));
}

/** Throws `NOT_FOUND`. */
export async function getProfileRecord(db: Database, id: string): Promise<HealthProfileRecord> {
  const [profile] = await findProfiles(db, [requireRowId(id, NOT_FOUND)]);
  if (profile === undefined) throw new AppError("NOT_FOUND", NOT_FOUND);
  return profile;
}
