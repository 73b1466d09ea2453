import type { Database } from "./client.ts";

/** Termination protection of these instances was taken away, because they are about to be terminated. */
export async function unprotectServers(
  db: Database,
  executionId: string,
  instanceIds: readonly string[],
): Promise<void> {
  await db.executionServer.updateMany({
    where: { executionId, recoveryInstanceId: { in: [...instanceIds] } },
    data: { protectedAt: null, protectionError: null },
  });
}
