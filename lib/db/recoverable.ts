import type { ReplicationState } from "#lib/domain/source-server.ts";

import { Prisma } from "./generated/client.ts";

const LAUNCHABLE: ReplicationState[] = ["CONTINUOUS", "LAGGING", "RESCANNING", "STALLED", "PAUSED"];

/** `isRecoverable(recoverabilityOf(server))` of the domain, for the database to count and filter by. */
export const RECOVERABLE = {
  goneAt: null,
  hasSnapshot: true,
  replicationState: { in: LAUNCHABLE },
} satisfies Prisma.SourceServerWhereInput;

/** The same in SQL, for a `source_server` named `s`. */
export const RECOVERABLE_SQL = Prisma.sql`(s.gone_at IS NULL AND s.has_snapshot AND s.replication_state::text = ANY(${LAUNCHABLE}))`;
