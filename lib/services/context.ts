import type { Database, DatabaseClient } from "#lib/db/client.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { Actor, Permission } from "#lib/domain/permissions.ts";

/** What every verb works with: who acts, on which database, at what time. */
export type Context = {
  db: DatabaseClient;
  actor: Actor;
  now: () => Date;
  /** The AWS behind this deployment is the simulator; every record says so. */
  simulated: boolean;
};

/** A context whose database is one transaction and whose time stands still in it; `clock` goes on. */
export type Transaction = Omit<Context, "db"> & { db: Database; clock: () => Date };

/** Throws `FORBIDDEN`, naming the permission. The first line of every verb. */
export function requirePermission(ctx: { actor: Actor }, permission: Permission): void {
  if (!ctx.actor.permissions.has(permission)) {
    throw new AppError("FORBIDDEN", `This needs the permission ${permission}, which ${ctx.actor.name} does not have.`);
  }
}
