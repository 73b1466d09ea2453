import { CircleCheck, OctagonX } from "lucide-react";

import { ExecutionStatusLabel } from "#components/status/execution-status.tsx";
import { formatDuration } from "#components/ui/format.ts";
import { Legend, StackedBar } from "#components/ui/stacked-bar.tsx";
import { Status } from "#components/ui/status.tsx";
import type { ExecutionView } from "#lib/domain/execution.ts";

import { waitedInAll } from "./decision-words.ts";
import { clockStart, outcomeDetail, outcomeSentence, rtoVerdict, secondsBetween } from "./execution-words.ts";
import { BigNumber, Fact, Facts } from "./fact.tsx";
import { serverSegments } from "./server-segments.tsx";

/** The sentence first, then the numbers that it rests on. */
export function EndedFacts({ execution }: { execution: ExecutionView }) {
  const segments = serverSegments(execution.servers, true);
  const detail = outcomeDetail(execution);
  return (
    <Facts label="Outcome" className="grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1.2fr)_minmax(0,1fr)]">
      <div className="min-w-0 py-3.5 pr-5 pl-6 max-sm:col-span-2 max-sm:border-b max-sm:border-line max-sm:px-3">
        <ExecutionStatusLabel status={execution.status} />
        <p className="my-1 text-xl font-semibold tracking-display text-balance wrap-anywhere">
          {outcomeSentence(execution)}
        </p>
        {detail !== "" && <p className="text-xs text-ink-muted">{detail}</p>}
      </div>
      <DurationFact execution={execution} />
      <Fact title="Servers">
        <BigNumber note={`of ${execution.servers.total} healthy`}>{execution.servers.healthy}</BigNumber>
        <div className="mt-1 mb-1.5">
          <StackedBar segments={segments} />
        </div>
        <Legend segments={segments} />
      </Fact>
      <DecisionsFact execution={execution} />
    </Facts>
  );
}

function DurationFact({ execution }: { execution: ExecutionView }) {
  const verdict = rtoVerdict(execution);
  const seconds = execution.endedAt === null ? null : secondsBetween(clockStart(execution), execution.endedAt);
  return (
    <Fact title={durationTitle(execution)}>
      <BigNumber>{seconds === null ? "—" : formatDuration(seconds)}</BigNumber>
      {verdict !== null && (
        <p className="text-xs *:whitespace-normal">
          <Status
            family={verdict.isMet ? "ok" : "bad"}
            icon={verdict.isMet ? <CircleCheck /> : <OctagonX />}
            label={verdict.words}
          />
        </p>
      )}
      <p className="text-xs text-ink-muted">
        Clock from {execution.incidentAt === null ? "the start" : "incident declared"}
      </p>
    </Fact>
  );
}

function durationTitle({ status, rtoMinutes }: ExecutionView): string {
  if (status !== "COMPLETED" && status !== "PARTIAL") return "Ended after";
  return rtoMinutes === null ? "Took" : "Achieved RTO";
}

function DecisionsFact({ execution: { decisions } }: { execution: ExecutionView }) {
  return (
    <Fact title="Decisions">
      <BigNumber>{decisions.length}</BigNumber>
      <p className="text-xs text-ink-muted">
        {decisions.length === 0
          ? "No wave waited for a person."
          : `The plan waited ${waitedInAll(decisions)} for them.`}
      </p>
    </Fact>
  );
}
