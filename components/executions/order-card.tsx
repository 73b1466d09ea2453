"use client";

import { useQuery } from "@tanstack/react-query";
import { Route } from "lucide-react";

import { Card, CardHeader } from "#components/ui/card.tsx";
import { isTerminal } from "#lib/domain/execution-status.ts";
import type { ExecutionView } from "#lib/domain/execution.ts";
import { forecastQuery } from "#lib/query/estimates.ts";

import { Timeline } from "./timeline.tsx";
import { WaveGraph } from "./wave-graph.tsx";

type OrderCardProps = { execution: ExecutionView; onSelect: (wave: number) => void };

export function OrderCard({ execution, onSelect }: OrderCardProps) {
  const isOver = isTerminal(execution.status);
  const { data } = useQuery(forecastQuery(execution.id, isOver));
  const forecast = isOver ? null : (data ?? null);
  const path = forecast?.criticalPath ?? execution.estimate?.criticalPath ?? [];
  const critical = new Set(path.map(({ wave }) => wave));
  return (
    <Card aria-labelledby="order-title">
      <CardHeader id="order-title" title="Order and time" note="UTC">
        <TimelineLegend
          isPlanned={execution.estimate !== null}
          isExpected={forecast !== null}
          isCritical={critical.size > 0}
        />
      </CardHeader>
      <WaveGraph waves={execution.waves} onSelect={onSelect} critical={critical} />
      <Timeline execution={execution} forecast={forecast} critical={critical} onSelect={onSelect} />
    </Card>
  );
}

type LegendProps = { isPlanned: boolean; isExpected: boolean; isCritical: boolean };

function TimelineLegend({ isPlanned, isExpected, isCritical }: LegendProps) {
  return (
    <ul className="flex flex-wrap gap-x-3 text-ink-muted [&_li]:flex [&_li]:items-center [&_li]:gap-1.5">
      {isPlanned && (
        <li>
          <i className="h-[5px] w-4 rounded-[2px] inset-ring inset-ring-ink-faint" /> Planned
        </li>
      )}
      <li>
        <i className="h-2 w-4 rounded-[2px] bg-idle" /> Actual
      </li>
      {isExpected && (
        <li>
          <i className="h-2 w-4 rounded-[2px] bg-[repeating-linear-gradient(135deg,var(--color-idle)_0_2px,var(--color-surface)_2px_5px)] inset-ring inset-ring-idle" />
          Expected
        </li>
      )}
      {isCritical && (
        <li>
          <Route className="size-3.5" /> Critical path
        </li>
      )}
    </ul>
  );
}
