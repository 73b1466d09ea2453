"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CirclePlay, CircleStop, LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";

import { ExpectedFact } from "#components/forecast/expected-fact.tsx";
import { formatDuration, formatNoun, formatPeriod } from "#components/ui/format.ts";
import { Legend, StackedBar } from "#components/ui/stacked-bar.tsx";
import { type Family, Status } from "#components/ui/status.tsx";
import { Clock } from "#components/ui/time.tsx";
import type { EngineView, ExecutionView } from "#lib/domain/execution.ts";
import { forecastQuery } from "#lib/query/estimates.ts";

import { ElapsedRuler } from "./elapsed-ruler.tsx";
import { EngineLinks } from "./engine-links.tsx";
import { clockStart } from "./execution-words.ts";
import { BigNumber, Fact, Facts } from "./fact.tsx";
import { Length, useLength } from "./server-clock.tsx";
import { serverSegments } from "./server-segments.tsx";

export function RunningFacts({ execution }: { execution: ExecutionView }) {
  return (
    <Facts label="Where we are" className="grid-cols-[minmax(0,1.5fr)_minmax(0,1.3fr)_minmax(0,1.4fr)_minmax(0,1fr)]">
      <ElapsedFact execution={execution} />
      <ExpectedFact execution={execution} />
      <ServersFact execution={execution} />
      <EngineFact engine={execution.engine} />
    </Facts>
  );
}

function ElapsedFact({ execution }: { execution: ExecutionView }) {
  const { rtoMinutes, incidentAt } = execution;
  const { data: forecast } = useQuery(forecastQuery(execution.id, false));
  const from = clockStart(execution);
  const passed = useLength(from, execution.endedAt);
  const left = rtoMinutes === null || passed === null ? null : rtoMinutes * 60 - passed / 1000;
  return (
    <Fact
      isWide
      title={incidentAt === null ? "Elapsed since start" : "Elapsed since incident"}
      aside={rtoMinutes === null ? undefined : `RTO ${formatPeriod(rtoMinutes * 60)}`}
    >
      <BigNumber note={rtoMinutes === null ? undefined : `of ${formatDuration(rtoMinutes * 60)}`}>
        <Length from={from} to={execution.endedAt} />
      </BigNumber>
      {rtoMinutes === null ? (
        <p className="text-xs text-ink-muted">There is no recovery time target.</p>
      ) : (
        <ElapsedRuler from={from} rtoMinutes={rtoMinutes} expectedEnd={forecast?.end.p50 ?? null} />
      )}
      {left !== null && left < 0 && (
        <p className="text-xs font-medium text-bad-ink">Target missed {formatPeriod(-left)} ago</p>
      )}
    </Fact>
  );
}

function ServersFact({ execution }: { execution: ExecutionView }) {
  const segments = serverSegments(execution.servers);
  return (
    <Fact title="Servers">
      <BigNumber note={`of ${execution.servers.total} healthy`}>{execution.servers.healthy}</BigNumber>
      <div className="mt-1 mb-1.5">
        <StackedBar segments={segments} />
      </div>
      <div className="max-sm:hidden">
        <Legend segments={segments} />
      </div>
    </Fact>
  );
}

const ENGINE: Record<EngineView["state"], { family: Family; icon: ReactNode; label: string }> = {
  STARTING: { family: "run", icon: <LoaderCircle className="animate-spin" />, label: "Starting" },
  RUNNING: { family: "run", icon: <CirclePlay />, label: "Running" },
  STOPPED: { family: "attn", icon: <CircleStop />, label: "Stopped" },
  ENDED: { family: "ok", icon: <CircleCheck />, label: "Ended" },
};

function EngineFact({ engine }: { engine: EngineView }) {
  return (
    <Fact title="Step Functions">
      <div className="pt-1.5 pb-0.5 text-md">
        <Status {...ENGINE[engine.state]} />
      </div>
      <p className="text-xs text-ink-muted">
        {engine.since !== null && (
          <>
            {engine.state === "ENDED" ? "Began" : "Since"} <Clock at={engine.since} seconds />
          </>
        )}
        {engine.generation > 1 && `, revived ${formatNoun(engine.generation - 1, "time")}`}
      </p>
      <p className="flex flex-wrap gap-x-3 text-xs">
        <EngineLinks engine={engine} />
      </p>
    </Fact>
  );
}
