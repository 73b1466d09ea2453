import { PrismaPg } from "@prisma/adapter-pg";

import { PrismaClient } from "./generated/client.ts";

export type DatabaseClient = PrismaClient;
/** What repositories take: the client, or a transaction of it. */
export type Database = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$use" | "$extends" | "$transaction">;

/** A pool of connections. `max` bounds it; the caller disconnects. */
export function connectDatabase(url: string, max = 10): DatabaseClient {
  return new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max }) });
}
