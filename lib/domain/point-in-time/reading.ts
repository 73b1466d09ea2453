import type { Snapshot } from "./choose-snapshot.ts";

/** What was read of a server's snapshots. Null: they could not be read yet. `error`: AWS's words of the last try. */
export type SnapshotReading = { snapshots: Snapshot[] | null; readAt: Date | null; error: string | null };
