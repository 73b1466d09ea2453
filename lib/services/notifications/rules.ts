import { type Channel, findChannel, findChannelByNameKey, planNames } from "#lib/db/channels.ts";
import type { Database } from "#lib/db/client.ts";
import { AppError } from "#lib/domain/errors.ts";
import { nameKey } from "#lib/domain/names.ts";

import type { Transaction } from "../context.ts";
import { requireRowId } from "../row-id.ts";

export const CHANNEL_NOT_FOUND = "There is no channel with this id. It may have been deleted.";

/** Throws `NOT_FOUND`. */
export async function getChannelRow(db: Database, id: string): Promise<Channel> {
  const channel = await findChannel(db, requireRowId(id, CHANNEL_NOT_FOUND));
  if (channel === null) throw new AppError("NOT_FOUND", CHANNEL_NOT_FOUND);
  return channel;
}

/** Throws `CHANNEL_NAME_EXISTS`, naming the channel that has the name in the same or another spelling. */
export async function requireFreeChannelName(tx: Transaction, name: string, ownId?: string): Promise<void> {
  const taken = await findChannelByNameKey(tx.db, nameKey(name));
  if (taken === null || taken.id === ownId) return;
  throw new AppError("CHANNEL_NAME_EXISTS", `A channel named "${taken.name}" exists already. Choose another name.`, {
    conflicts: [{ kind: "channel", ...taken }],
  });
}

/** Throws for plans that there are not. Those that a channel had before may have been deleted since. */
export async function requirePlans(
  tx: Transaction,
  planIds: readonly string[],
  before: readonly string[] = [],
): Promise<void> {
  const known = new Set([...before, ...(await planNames(tx.db, planIds)).map(({ id }) => id)]);
  const missing = planIds.flatMap((id, index) => (known.has(id) ? [] : [{ id, index }]));
  if (missing.length === 0) return;
  const ids = missing.map(({ id }) => id).join(", ");
  throw new AppError("INVALID_REQUEST", `There is no such recovery plan: ${ids}.`, {
    invalidParams: missing.map(({ index }) => ({ name: `planIds.${index}`, reason: "There is no such plan." })),
  });
}
