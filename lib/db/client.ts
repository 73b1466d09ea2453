import { PrismaPg } from "@prisma/adapter-pg";

import { PrismaClient } from "./generated/client.ts";

export type DatabaseClient = PrismaClient;
/** What repositories take: the client, or a transaction of it. */
export type Database = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$use" | "$extends" | "$transaction">;

/** A process that froze or vanished in the middle of a transaction gives its row locks back after this long. */
const IDLE_IN_TRANSACTION_MS = 10_000;

/** A pool of connections. `max` bounds it; the caller disconnects. */
export function connectDatabase(url: string, max = 10): DatabaseClient {
  const pool = { connectionString: url, max, idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS };
  return new PrismaClient({ adapter: new PrismaPg(pool) });
}
