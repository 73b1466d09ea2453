import { postgresErrorOf } from "./postgres-errors.ts";

/** Connection exceptions, shutdown and start-up, writes refused by a standby, idle for too long (PostgreSQL manual, appendix A). */
const CONNECTION_LOST = /^(08...|57P0[1-5]|25006|25P03)$/;
const TOO_MANY_CONNECTIONS = "53300";
/** Unreachable, timed out, closed, pool exhausted, no transaction in time (Prisma error reference). */
const PRISMA_AWAY = new Set(["P1001", "P1002", "P1008", "P1017", "P2024", "P2028"]);
/** What Prisma passes on without a code: raw queries, and `pg` about a connection that broke inside a transaction. */
const PLAIN_WORDS = /Can't reach database server|is not queryable|Connection terminated|trying to connect/;

/** The connections of the pool lead to a server that is gone or no longer the primary. */
export function isConnectionLost(error: unknown): boolean {
  return CONNECTION_LOST.test(postgresErrorOf(error)?.sqlState ?? "");
}

/** The database cannot be reached or does not take writes: trying again later may work. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (isConnectionLost(error) || postgresErrorOf(error)?.sqlState === TOO_MANY_CONNECTIONS) return true;
  if (!(error instanceof Error)) return false;
  return ("code" in error && PRISMA_AWAY.has(String(error.code))) || PLAIN_WORDS.test(error.message);
}
