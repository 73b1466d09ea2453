import { CircleArrowUp, CircleCheck, CircleDashed, OctagonX, SkipForward } from "lucide-react";
import type { ReactNode } from "react";

import { RESULT_WORD, serverNote } from "#components/outcome/outcome-words.ts";
import { type Family, Status } from "#components/ui/status.tsx";
import type { ServerOutcome } from "#lib/domain/outcome-report/outcome-report.ts";
import type { ServerResult } from "#lib/domain/outcome-report/outcome-rows.ts";

import { ReportTable } from "./report-table.tsx";
import { clockTime, lengthWords } from "./report-words.ts";

type ReportServersProps = { title: string; servers: readonly ServerOutcome[] };

/** Nothing at all where there are none. */
export function ReportServers({ title, servers }: ReportServersProps) {
  if (servers.length === 0) return null;
  return (
    <section>
      <h2>
        {title} <span className="muted font-normal">{servers.length}</span>
      </h2>
      <ReportTable heads={["#Wave", "Server", "Result", "#Healthy at", "#RTO", "#RPO", "Instance", "Note"]}>
        {servers.map((server) => (
          <ServerLine key={`${server.accountId} ${server.region} ${server.sourceServerId}`} server={server} />
        ))}
      </ReportTable>
    </section>
  );
}

const LOOK: Record<ServerResult, { family: Family; icon: ReactNode }> = {
  HEALTHY: { family: "ok", icon: <CircleCheck /> },
  LAUNCHED_NEVER_HEALTHY: { family: "bad", icon: <CircleArrowUp /> },
  FAILED: { family: "bad", icon: <OctagonX /> },
  SKIPPED: { family: "idle", icon: <SkipForward /> },
  NOT_LAUNCHED: { family: "idle", icon: <CircleDashed /> },
};

function ServerLine({ server }: { server: ServerOutcome }) {
  const note = serverNote(server);
  return (
    <tr>
      <td className="number">{server.waveNumber}</td>
      <td>
        <b>{server.hostname}</b>
        <div className="muted mono">{server.sourceServerId}</div>
      </td>
      <td className="*:whitespace-normal">
        <Status {...LOOK[server.result]} label={RESULT_WORD[server.result]} />
      </td>
      <td className="number">{clockTime(server.healthyAt)}</td>
      <td className="number">{lengthWords(server.rtoSeconds)}</td>
      <td className="number">{lengthWords(server.rpoSeconds)}</td>
      <td className="mono">{server.recoveryInstanceId ?? "—"}</td>
      <td>{note === "" ? "—" : note}</td>
    </tr>
  );
}
