import type { ExecutionType } from "#lib/domain/execution-status.ts";
import type { ChannelKind, StoredTarget } from "#lib/domain/notifications/channel.ts";

import type { Database } from "./client.ts";
import type { Channel } from "./generated/client.ts";
import type { NamedRef } from "./source-servers.ts";

export type { Channel };

export async function listChannelRows(db: Database, page: { after: string | null; limit: number }): Promise<Channel[]> {
  return db.channel.findMany({
    where: page.after === null ? {} : { nameKey: { gt: page.after } },
    orderBy: { nameKey: "asc" },
    take: page.limit + 1,
  });
}

export async function findChannel(db: Database, id: string): Promise<Channel | null> {
  return db.channel.findUnique({ where: { id } });
}

export async function findChannelByNameKey(db: Database, key: string): Promise<NamedRef | null> {
  return db.channel.findUnique({ where: { nameKey: key }, select: { id: true, name: true } });
}

/** The channel, held until the transaction ends: nothing is written for it meanwhile. */
export async function lockChannel(db: Database, id: string): Promise<Channel | null> {
  const held = await db.$queryRaw<unknown[]>`SELECT 1 FROM channel WHERE id = ${id}::uuid FOR UPDATE`;
  return held.length === 0 ? null : findChannel(db, id);
}

export type ChannelFields = {
  name: string;
  nameKey: string;
  isEnabled: boolean;
  events: string[];
  modes: ExecutionType[];
  planIds: string[];
  target: StoredTarget;
  /** Encrypted. */
  secret: string | null;
};

export async function insertChannel(
  db: Database,
  channel: ChannelFields & { id: string; kind: ChannelKind },
  at: Date,
): Promise<Channel> {
  return db.channel.create({ data: { ...channel, createdAt: at, updatedAt: at } });
}

/** Saves over exactly the version that was read; null when somebody else saved first. */
export async function saveChannel(
  db: Database,
  { id, version }: Pick<Channel, "id" | "version">,
  { fields, at }: { fields: ChannelFields; at: Date },
): Promise<Channel | null> {
  const { count } = await db.channel.updateMany({
    where: { id, version },
    data: { ...fields, updatedAt: at, version: { increment: 1 } },
  });
  return count === 0 ? null : findChannel(db, id);
}

export async function deleteChannelRow(db: Database, id: string): Promise<void> {
  await db.channel.delete({ where: { id } });
}

/** Those of these plans that there are. */
export async function planNames(db: Database, ids: readonly string[]): Promise<NamedRef[]> {
  return db.recoveryPlan.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
    orderBy: { nameKey: "asc" },
  });
}
