import { formatPeriod } from "#components/ui/format.ts";
import type { SourceServerView } from "#lib/domain/source-server.ts";

type Server = Pick<SourceServerView, "recoverable" | "recoverability" | "lagSeconds" | "initialSyncPercent">;

/** What a launch now would lose, or why there is no such number. */
export function DataLoss({ server }: { server: Server }) {
  if (server.recoverability === "INITIAL_SYNC") {
    return (
      <span>{server.initialSyncPercent === null ? "—" : `${Math.floor(server.initialSyncPercent)} % synced`}</span>
    );
  }
  if (!server.recoverable || server.lagSeconds === null) return <span>—</span>;
  const isOpenEnded = server.recoverability === "READY_STALLED" || server.recoverability === "READY_PAUSED";
  return (
    <span className={isOpenEnded ? "font-medium text-bad-ink" : undefined}>{formatPeriod(server.lagSeconds)}</span>
  );
}
