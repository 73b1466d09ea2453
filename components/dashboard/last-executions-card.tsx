"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";

import { ExecutionStatusLabel } from "#components/status/execution-status.tsx";
import { ModeChip } from "#components/status/mode.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card, CardHeader } from "#components/ui/card.tsx";
import { formatDuration } from "#components/ui/format.ts";
import { Age } from "#components/ui/time.tsx";
import type { ExecutionSummary } from "#lib/domain/execution.ts";
import { executionsQuery } from "#lib/query/executions.ts";

const SHOWN = 5;

function factsOf({ startedAt, endedAt, rtoMinutes, servers }: ExecutionSummary): string {
  const seconds = startedAt === null || endedAt === null ? null : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  const target = rtoMinutes === null ? "" : ` of ${formatDuration(rtoMinutes * 60)}`;
  const healthy = `${servers.healthy} of ${servers.total} healthy`;
  return seconds === null ? healthy : `${formatDuration(seconds)}${target} · ${healthy}`;
}

function ExecutionRow({ execution }: { execution: ExecutionSummary }) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 border-b border-line px-4 py-2 last:border-b-0 max-sm:px-3">
      <div className="min-w-0">
        <div className="flex min-w-0 items-center gap-1.5">
          <ModeChip type={execution.type} />
          <Link href={`/executions/${execution.id}`} className="truncated py-0.5" title={execution.plan.name}>
            {execution.plan.name}
          </Link>
        </div>
        <p className="text-xs text-ink-muted tabular-nums">{factsOf(execution)}</p>
      </div>
      <div className="text-right">
        <ExecutionStatusLabel status={execution.status} />
        <p className="text-xs text-ink-faint">
          <Age at={execution.endedAt ?? execution.createdAt} />
        </p>
      </div>
    </li>
  );
}

export function LastExecutionsCard() {
  const { data, error, refetch } = useInfiniteQuery(executionsQuery({ active: false }));
  const executions = data?.pages[0]?.items.slice(0, SHOWN);
  return (
    <Card aria-labelledby="last-title">
      <CardHeader id="last-title" title="Last executions">
        <Link href="/executions">All</Link>
      </CardHeader>
      {error !== null && (
        <p role="alert" className="flex items-center gap-3 px-4 py-2.5 text-xs">
          {error.message}
          <Button size="sm" onClick={() => void refetch()}>
            Try again
          </Button>
        </p>
      )}
      {executions?.length === 0 && (
        <p className="px-4 py-3 text-xs/[18px] text-ink-muted">
          Nothing has ended yet. A drill shows whether a plan works, without touching production.
        </p>
      )}
      {executions === undefined && error === null && <div className="h-26" />}
      <ul>
        {executions?.map((execution) => (
          <ExecutionRow key={execution.id} execution={execution} />
        ))}
      </ul>
    </Card>
  );
}
