"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { secondsBetween, clockStart } from "#components/executions/execution-words.ts";
import { LaunchedFrom } from "#components/executions/launched-from.tsx";
import { worstFirstByWave } from "#components/executions/worst-first.ts";
import { ServerStatusLabel } from "#components/status/server-status.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardFooter, CardHeader } from "#components/ui/card.tsx";
import { ExternalIconLink } from "#components/ui/external-link.tsx";
import { formatCount, formatDuration } from "#components/ui/format.ts";
import { Segmented } from "#components/ui/segmented.tsx";
import { Table, Th } from "#components/ui/table.tsx";
import type { ExecutionServerView, ExecutionView } from "#lib/domain/execution.ts";
import { isServerProblem } from "#lib/domain/execution-status.ts";
import { type ServerOutcome, serversOf } from "#lib/domain/outcome-report/outcome-report.ts";
import type { OutcomeView } from "#lib/domain/outcome-report/outcome-view.ts";
import { resultOf } from "#lib/domain/server-counts.ts";
import { outcomeQuery } from "#lib/query/outcome.ts";

import { changeWords, serverNote } from "./outcome-words.ts";

const SHOWN = 50;

type Shown = "all" | "problems" | "slower";

type Row = ExecutionServerView & {
  wave: number;
  outcome: ServerOutcome | undefined;
  /** Seconds more than in the execution before it; null where that is not known. */
  change: number | null;
};

/** Every server of an ended execution with its own times, problems first. */
export function OutcomeServers({ execution }: { execution: ExecutionView }) {
  const { data: outcome } = useQuery(outcomeQuery(execution.id));
  const [filter, setFilter] = useState<Shown>("all");
  const [isAllShown, setIsAllShown] = useState(false);
  const rows = rowsOf(execution, outcome);
  const problems = rows.filter((row) => isServerProblem(row.status));
  const slower = rows.filter((row) => row.change !== null && row.change >= 1);
  const isCompared = rows.some((row) => row.change !== null);
  const matching = { all: rows, problems, slower }[filter];
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
            ...(isCompared ? [{ value: "slower" as const, label: "Slower", count: slower.length }] : []),
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
              <Th isNumber>Recovered at</Th>
              {isCompared && <Th isNumber>vs last</Th>}
              <Th isNumber>Data loss</Th>
              <Th>Instance</Th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <ServerLine key={row.sourceServerId} row={row} from={clockStart(execution)} isCompared={isCompared} />
            ))}
          </tbody>
        </Table>
        {shown.length === 0 && (
          <p className="px-4 py-4 text-ink-muted">
            {filter === "slower" ? "No server took longer than the last time." : "No server has a problem."}
          </p>
        )}
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

/** A server stands as what it came to; that its instance was terminated since is a note. */
function rowsOf(execution: ExecutionView, outcome: OutcomeView | undefined): Row[] {
  const outcomes = new Map((outcome === undefined ? [] : serversOf(outcome.report)).map((each) => [keyOf(each), each]));
  const changes = new Map(
    outcome?.comparison.servers.map(({ sourceServerId, change }) => [sourceServerId, change.rtoSeconds]),
  );
  return worstFirstByWave(
    execution.waves.flatMap((wave) =>
      wave.servers.map((server) => ({
        ...server,
        status: resultOf(server),
        wave: wave.number,
        outcome: outcomes.get(keyOf(server)),
        change: changes.get(server.sourceServerId) ?? null,
      })),
    ),
  );
}

function keyOf({ accountId, region, sourceServerId }: Pick<ServerOutcome, "accountId" | "region" | "sourceServerId">) {
  return `${accountId}/${region}/${sourceServerId}`;
}

function ServerLine({ row, from, isCompared }: { row: Row; from: string; isCompared: boolean }) {
  const { recoveryInstanceId, links, outcome, cameTo } = row;
  // That it is from an earlier snapshot stands at what it was launched from.
  const note = outcome === undefined ? "" : serverNote({ ...outcome, usedPreviousSnapshot: false });
  const notes = [note, cameTo === null ? "" : "Terminated since"].filter((each) => each !== "").join(". ");
  return (
    <tr>
      <td className="number text-ink-faint">{row.wave}</td>
      <td className="name !py-1 leading-[17px]">
        <span className="flex items-center gap-1">
          {row.hostname}
          <ExternalIconLink href={links.sourceServer} label={`${row.hostname} in DRS`} />
        </span>
        {notes !== "" && <span className="block text-2xs font-normal text-ink-muted">{notes}</span>}
      </td>
      <td>
        <ServerStatusLabel status={row.status} />
      </td>
      <td className="text-ink-muted">{row.launchedFrom === null ? "—" : <LaunchedFrom server={row} />}</td>
      <td className="number">{row.healthyAt === null ? "—" : formatDuration(secondsBetween(from, row.healthyAt))}</td>
      {isCompared && (
        <td className={`number ${(row.change ?? 0) >= 60 ? "text-bad-ink" : "text-ink-muted"}`}>
          {row.change === null ? "" : changeWords(row.change)}
        </td>
      )}
      <td className="number">
        {outcome === undefined || outcome.rpoSeconds === null ? "—" : formatDuration(outcome.rpoSeconds)}
      </td>
      <td className="!py-1 leading-[17px]">
        {recoveryInstanceId === null ? "—" : <Instance {...{ server: row, recoveryInstanceId }} />}
      </td>
    </tr>
  );
}

function Instance({ server, recoveryInstanceId }: { server: ExecutionServerView; recoveryInstanceId: string }) {
  const { instance, links } = server;
  const where = [instance?.privateIpAddress ?? [], instance?.availabilityZone ?? []].flat();
  return (
    <>
      <span className="flex items-center gap-1">
        <span className="mono text-xs">{recoveryInstanceId}</span>
        {links.instance !== null && <ExternalIconLink href={links.instance} label={`${recoveryInstanceId} in EC2`} />}
      </span>
      {where.length > 0 && <span className="mono block text-2xs text-ink-faint">{where.join(" · ")}</span>}
    </>
  );
}
