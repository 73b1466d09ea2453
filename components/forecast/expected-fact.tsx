"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, OctagonX, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";

import { BigNumber, Fact } from "#components/executions/fact.tsx";
import { formatClock } from "#components/ui/format.ts";
import { Status } from "#components/ui/status.tsx";
import type { ExecutionView } from "#lib/domain/execution.ts";
import { forecastQuery } from "#lib/query/estimates.ts";

import { conditionWords, type ForecastVerdict, forecastVerdict } from "./forecast-words.ts";

const ICON: Record<ForecastVerdict["family"], ReactNode> = {
  ok: <CircleCheck />,
  attn: <TriangleAlert />,
  bad: <OctagonX />,
};

/** When it ends, whether that is in time, and what that rests on. */
export function ExpectedFact({ execution }: { execution: ExecutionView }) {
  const { data: forecast, error } = useQuery(forecastQuery(execution.id, false));
  if (forecast === undefined) {
    return (
      <Fact title="Expected end">
        <BigNumber>—</BigNumber>
        <p className="text-xs text-ink-muted">{error === null ? "Being worked out" : `Not known. ${error.message}`}</p>
      </Fact>
    );
  }
  const verdict = forecastVerdict(forecast);
  const decides = execution.waves.find(({ number }) => number === forecast.decidingWave);
  const condition = conditionWords(forecast);
  return (
    <Fact title="Expected end" aside={`P90 ${formatClock(forecast.end.p90)}`}>
      <BigNumber>{formatClock(forecast.end.p50)}</BigNumber>
      {verdict !== null && (
        <p className="text-xs *:whitespace-normal">
          <Status family={verdict.family} icon={ICON[verdict.family]} label={verdict.words} />
        </p>
      )}
      {condition !== "" && <p className="text-xs text-ink-muted">{condition}</p>}
      <p className="text-xs text-ink-muted">
        {decides !== undefined && `Wave ${decides.number} ${decides.name} decides. `}
        {forecast.basis}
      </p>
    </Fact>
  );
}
