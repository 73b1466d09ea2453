"use client";

import { useState } from "react";

import { ServerStatusLabel } from "#components/status/server-status.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardFooter, CardHeader } from "#components/ui/card.tsx";
import { ExternalIconLink } from "#components/ui/external-link.tsx";
import { formatCount, formatDuration } from "#components/ui/format.ts";
import { Segmented } from "#components/ui/segmented.tsx";
import { Table, Th } from "#components/ui/table.tsx";
import { isServerProblem } from "#lib/domain/execution-status.ts";
import type { ExecutionServerView, ExecutionView } from "#lib/domain/execution.ts";

import { clockStart, noteWords, secondsBetween } from "./execution-words.ts";
import { LaunchedFrom } from "./launched-from.tsx";
import { worstFirstByWave } from "./worst-first.ts";

const SHOWN = 50;

type Shown = "all" | "problems";

/** Every server of an ended execution with its own times, problems first. */
export function EndedServers({ execution }: { execution: ExecutionView }) {
  const [filter, setFilter] = useState<Shown>("all");
  const [isAllShown, setIsAllShown] = useState(false);
  const rows = worstFirstByWave(
    execution.waves.flatMap((wave) => wave.servers.map((server) => ({ ...server, wave: wave.number }))),
  );
  const problems = rows.filter((row) => isServerProblem(row.status));
  const matching = filter === "all" ? rows : problems;
  const shown = isAllShown ? matching : matching.slice(0, SHOWN);
  return (
    <Card aria-labelledby="ended-servers-title">
      <CardHeader id="ended-servers-title" title="Servers" note={formatCount(rows.length)}>
        <Segmented
          label="Show"
          value={filter}
          onChange={setFilter}
          options={[
            { value: "all", label: "All", count: rows.length },
            { value: "problems", label: "Problems", count: problems.length },
          ]}
        />
      </CardHeader>
      <div tabIndex={0} role="group" aria-label="Servers, scrolls sideways" className="overflow-x-auto">
        <Table>
          <thead>
            <tr>
              <Th isNumber>Wave</Th>
              <Th>Server</Th>
              <Th>Status</Th>
              <Th>Launched from</Th>
              <Th isNumber>Launched at</Th>
              <Th isNumber>Healthy at</Th>
              <Th>Instance</Th>
              <Th>Address</Th>
              <Th>Zone</Th>
              <Th>Note</Th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <ServerLine key={row.sourceServerId} server={row} wave={row.wave} from={clockStart(execution)} />
            ))}
          </tbody>
        </Table>
        {shown.length === 0 && <p className="px-4 py-4 text-ink-muted">No server has a problem.</p>}
      </div>
      {matching.length > shown.length && (
        <CardFooter>
          {formatCount(shown.length)} of {formatCount(matching.length)} shown.{" "}
          <Button size="sm" onClick={() => setIsAllShown(true)}>
            Show all
          </Button>
        </CardFooter>
      )}
    </Card>
  );
}

function ServerLine({ server, wave, from }: { server: ExecutionServerView; wave: number; from: string }) {
  const { instance, recoveryInstanceId, links } = server;
  return (
    <tr>
      <td className="number text-ink-faint">{wave}</td>
      <td className="name">
        <span className="inline-flex items-center gap-1">
          {server.hostname}
          <ExternalIconLink href={links.sourceServer} label={`${server.hostname} in DRS`} />
        </span>
      </td>
      <td>
        <ServerStatusLabel status={server.status} />
      </td>
      <td className="text-ink-muted">{server.launchedFrom === null ? "—" : <LaunchedFrom server={server} />}</td>
      <td className="number">{after(from, server.launchedAt)}</td>
      <td className="number">{after(from, server.healthyAt)}</td>
      <td>
        {recoveryInstanceId === null ? (
          "—"
        ) : (
          <span className="inline-flex items-center gap-1">
            <span className="mono">{recoveryInstanceId}</span>
            {links.instance !== null && (
              <ExternalIconLink href={links.instance} label={`${recoveryInstanceId} in EC2`} />
            )}
          </span>
        )}
      </td>
      <td className="mono text-ink-muted">{instance?.privateIpAddress ?? "—"}</td>
      <td className="text-ink-muted">{instance?.availabilityZone ?? "—"}</td>
      <td className="text-ink-muted">{noteWords(server)}</td>
    </tr>
  );
}

function after(from: string, at: string | null): string {
  return at === null ? "—" : formatDuration(secondsBetween(from, at));
}
