import type { InventoryServer } from "#lib/db/source-servers.ts";
import { isRecoverable, recoverabilityOf, type SourceServerView } from "#lib/domain/source-server.ts";

export function toSourceServerView(server: InventoryServer): SourceServerView {
  const { hasSnapshot: _, goneAt: __, ...shown } = server;
  const recoverability = recoverabilityOf(server);
  return {
    ...shown,
    recoverable: isRecoverable(recoverability),
    recoverability,
    lastSeenAt: server.lastSeenAt?.toISOString() ?? null,
    syncedAt: server.syncedAt.toISOString(),
  };
}
