"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, CircleQuestionMark, OctagonX } from "lucide-react";
import type { ReactNode } from "react";

import { waitedInAll } from "#components/executions/decision-words.ts";
import { BigNumber, Fact, Facts } from "#components/executions/fact.tsx";
import { serverSegments } from "#components/executions/server-segments.tsx";
import { ExecutionStatusLabel } from "#components/status/execution-status.tsx";
import { formatDuration } from "#components/ui/format.ts";
import { Legend } from "#components/ui/stacked-bar.tsx";
import { type Family, Status } from "#components/ui/status.tsx";
import type { ExecutionView } from "#lib/domain/execution.ts";
import type { OutcomeReport } from "#lib/domain/outcome-report/outcome-report.ts";
import { outcomeQuery } from "#lib/query/outcome.ts";

import { outcomeDetail, outcomeHeadline, rpoNote, rtoNote, type TargetWords, targetWords } from "./outcome-words.ts";

/** The sentence first, then the numbers that it rests on. */
export function OutcomeFacts({ execution }: { execution: ExecutionView }) {
  const { data: outcome, error } = useQuery(outcomeQuery(execution.id));
  const detail = outcome === undefined ? "" : outcomeDetail(outcome);
  return (
    <Facts label="Outcome" className="grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)]">
      <div className="min-w-0 py-3.5 pr-5 pl-6 max-sm:col-span-2 max-sm:border-b max-sm:border-line max-sm:px-3">
        <ExecutionStatusLabel status={execution.status} />
        <p className="my-1 text-xl font-semibold tracking-display text-balance wrap-anywhere">
          {outcome === undefined ? waitingWords(error) : outcomeHeadline(outcome.report)}
        </p>
        {detail !== "" && <p className="text-xs text-ink-muted">{detail}</p>}
        <div className="mt-1.5">
          <Legend segments={serverSegments(execution.servers, true)} />
        </div>
      </div>
      <RtoFact report={outcome?.report} />
      <RpoFact report={outcome?.report} />
      <DecisionsFact execution={execution} />
    </Facts>
  );
}

function waitingWords(error: Error | null): string {
  return error === null ? "Reading what it came to" : `What it came to was not read. ${error.message}`;
}

type ReportProps = { report: OutcomeReport | undefined };

function RtoFact({ report }: ReportProps) {
  const rto = report?.achieved.rto;
  return (
    <Fact title="Achieved RTO">
      <BigNumber>{seconds(rto?.seconds)}</BigNumber>
      {report !== undefined && rto !== undefined && (
        <Achieved target={targetWords(rto.target, report.rtoMinutes)} note={rtoNote(report)} />
      )}
    </Fact>
  );
}

function RpoFact({ report }: ReportProps) {
  const rpo = report?.achieved.rpo;
  return (
    <Fact title="Achieved RPO, worst">
      <BigNumber>{seconds(rpo?.seconds)}</BigNumber>
      {report !== undefined && rpo !== undefined && (
        <Achieved target={targetWords(rpo.target, report.rpoMinutes)} note={rpoNote(rpo, report)} />
      )}
    </Fact>
  );
}

function seconds(value: number | null | undefined): string {
  return value === null || value === undefined ? "—" : formatDuration(value);
}

const LOOK: Record<TargetWords["look"], { family: Family; icon: ReactNode }> = {
  met: { family: "ok", icon: <CircleCheck /> },
  missed: { family: "bad", icon: <OctagonX /> },
  unknown: { family: "idle", icon: <CircleQuestionMark /> },
};

function Achieved({ target, note }: { target: TargetWords | null; note: string }) {
  return (
    <>
      {target !== null && (
        <p className="text-xs *:whitespace-normal">
          <Status {...LOOK[target.look]} label={target.words} />
        </p>
      )}
      <p className="text-xs text-ink-muted">{target === null ? `No target. ${note}` : note}</p>
    </>
  );
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
