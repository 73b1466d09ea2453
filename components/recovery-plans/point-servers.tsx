"use client";

import { OctagonX } from "lucide-react";
import { useState } from "react";

import { Status } from "#components/ui/status.tsx";
import { formatNoun } from "#components/ui/format.ts";
import { Clock } from "#components/ui/time.tsx";
import type { ServerPointView } from "#lib/domain/point-in-time/points-in-time.ts";

import { lossWords, PROBLEM_WORDS } from "./point-words.ts";

const WORST = 4;
/** Thousands of rows are put on the page only in part. */
const MOST = 300;

/** What each server is launched from and loses, worst first; many are folded. */
export function PointServers({ servers }: { servers: readonly ServerPointView[] }) {
  const [isOpen, setOpen] = useState(false);
  const rest = servers.slice(WORST, MOST);
  return (
    <div>
      <ServerLines servers={servers.slice(0, WORST)} caption="Servers, those that lose most first" />
      {rest.length > 0 && (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary className="w-fit cursor-pointer py-1 text-xs text-accent-ink">
            {formatNoun(servers.length - WORST, "more server")}
          </summary>
          {isOpen && (
            <div className="max-h-60 overflow-auto" tabIndex={0} role="group" aria-label="More servers, scrolls">
              <ServerLines servers={rest} caption="More servers" />
              {servers.length > MOST && (
                <p className="py-1 text-xs text-ink-muted">
                  {formatNoun(servers.length - MOST, "server")} that lose less are not shown.
                </p>
              )}
            </div>
          )}
        </details>
      )}
    </div>
  );
}

function ServerLines({ servers, caption }: { servers: readonly ServerPointView[]; caption: string }) {
  return (
    <table className="w-full border-collapse text-xs/[17px] tabular-nums">
      <caption className="sr-only">{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">Server</th>
          <th scope="col">Launched from</th>
          <th scope="col">Data lost</th>
        </tr>
      </thead>
      <tbody>
        {servers.map((server) => (
          <tr key={`${server.accountId}/${server.region}/${server.sourceServerId}`} className="border-t border-line">
            <th scope="row" className="py-1 pr-2 text-left font-normal wrap-anywhere">
              {server.hostname}
            </th>
            <td className="py-1 pr-2 text-ink-muted">
              <From server={server} />
            </td>
            <td className="py-1 text-right whitespace-nowrap">{server.problem === null ? lossWords(server) : "—"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function From({ server }: { server: ServerPointView }) {
  if (server.problem === "not-read") return server.error ?? PROBLEM_WORDS["not-read"];
  if (server.problem !== null) {
    return <Status family="bad" icon={<OctagonX />} label={PROBLEM_WORDS[server.problem]} />;
  }
  if (server.at === null) return "New snapshot";
  return (
    <>
      Snapshot of <Clock at={server.at} seconds />
    </>
  );
}
