"use client";

import { Card, CardHeader } from "#components/ui/card.tsx";
import type { ExecutionView } from "#lib/domain/execution.ts";

import { Timeline } from "./timeline.tsx";
import { WaveGraph } from "./wave-graph.tsx";

type OrderCardProps = { execution: ExecutionView; onSelect: (wave: number) => void };

export function OrderCard({ execution, onSelect }: OrderCardProps) {
  return (
    <Card aria-labelledby="order-title">
      <CardHeader id="order-title" title="Order and time" note="UTC" />
      <WaveGraph waves={execution.waves} onSelect={onSelect} />
      <Timeline execution={execution} onSelect={onSelect} />
    </Card>
  );
}
