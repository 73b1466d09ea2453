"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { CrumbTitle } from "#components/layout/breadcrumb.tsx";
import { ToldCard } from "#components/notifications/told-card.tsx";
import { ModeBand } from "#components/status/mode.tsx";
import { isPaused, isTerminal } from "#lib/domain/execution-status.ts";
import { executionQuery } from "#lib/query/executions.ts";
import { useDenied } from "#lib/query/me.ts";
import { type ExecutionView, isAtRest } from "#lib/domain/execution.ts";

import { takesOrders, whyNotPaused } from "./control-words.ts";
import { tasksToDo } from "./action-progress.ts";
import { DecisionDock } from "./decision-dock.tsx";
import { EVENTS_TITLE_ID, EventsCard } from "./events-card.tsx";
import { AsksContext, type ExecutionAsk } from "./execution-asks.ts";
import { ExecutionLoading, ExecutionNotRead } from "./execution-not-read.tsx";
import { ExecutionState } from "./execution-state.tsx";
import { ExecutionTitle } from "./execution-title.tsx";
import { bandSentence } from "./execution-words.ts";
import {
  ComparisonCard,
  DecisionCards,
  EndedRail,
  EngineCard,
  ExecutionDialogs,
  OutcomeFacts,
  OutcomeServers,
  TaskCards,
  useLaterParts,
} from "./later-parts.ts";
import { LiveLabel } from "./live-label.tsx";
import { OrderCard } from "./order-card.tsx";
import { RunningFacts } from "./running-facts.tsx";
import { ServerClock } from "./server-clock.tsx";
import { useOrderDenied } from "./use-order-denied.ts";
import { usePageKeys } from "./use-page-keys.ts";
import { useWaves } from "./use-waves.ts";
import { WavesCard } from "./waves-card.tsx";
import { DECISION_ID, ENGINE_CARD_ID, TASK_ID, WAVES_TITLE_ID } from "./page-anchors.ts";
import { decisionNews, taskNews, wavesToDecide } from "./waves-to-decide.ts";

export function ExecutionPage({ id }: { id: string }) {
  const query = useQuery(executionQuery(id));
  if (query.data === undefined) {
    return query.error === null ? (
      <ExecutionLoading />
    ) : (
      <ExecutionNotRead error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  return (
    <ServerClock asOf={query.data.asOf} receivedAt={query.dataUpdatedAt}>
      <ReadExecution execution={query.data} updatedAt={query.dataUpdatedAt} error={query.failureReason} />
    </ServerClock>
  );
}

type ReadExecutionProps = { execution: ExecutionView; updatedAt: number; error: Error | null };

function ReadExecution({ execution, updatedAt, error }: ReadExecutionProps) {
  const [ask, setAsk] = useState<ExecutionAsk | null>(null);
  const denied = useOrderDenied(execution);
  useLaterParts();
  const isOver = isTerminal(execution.status);
  const isQuiet = isAtRest(execution);
  return (
    <AsksContext value={{ ask: setAsk, isOpen: takesOrders(execution.status), denied }}>
      <CrumbTitle title={`${execution.type === "DRILL" ? "Drill" : "Recovery"} ${execution.id.slice(0, 8)}`} />
      <ModeBand type={execution.type} right={<LiveLabel updatedAt={updatedAt} isOver={isQuiet} error={error} />}>
        {bandSentence(execution)}
      </ModeBand>
      <div className="bg-surface px-6 pt-3.5 max-sm:px-3 max-sm:pt-3">
        <ExecutionTitle execution={execution} />
        <ExecutionState execution={execution} />
        {isOver ? <OutcomeFacts execution={execution} /> : <RunningFacts execution={execution} />}
      </div>
      <ExecutionBody execution={execution} isOver={isOver} onAsk={setAsk} />
      {ask !== null && <ExecutionDialogs execution={execution} ask={ask} onClose={() => setAsk(null)} />}
    </AsksContext>
  );
}

type ExecutionBodyProps = { execution: ExecutionView; isOver: boolean; onAsk: (ask: ExecutionAsk) => void };

/** Wide: order and waves left, what to decide and events right. Narrow: decision, waves, order, events. */
function ExecutionBody({ execution, isOver, onAsk }: ExecutionBodyProps) {
  const waves = useWaves(execution);
  const notControlled = useDenied("execution:control");
  const isStopped = !isOver && execution.engine.state === "STOPPED";
  const isQuiet = isAtRest(execution);
  const isToDecide = !isOver && wavesToDecide(execution.waves).length > 0;
  const isToDo = !isOver && tasksToDo(execution.waves).length > 0;
  usePageKeys({
    n: waves.nextProblem,
    e: () => focus(`${EVENTS_TITLE_ID}-focus`),
    w: () => focus(`${WAVES_TITLE_ID}-focus`),
    ...(isStopped && { d: () => focus(ENGINE_CARD_ID) }),
    ...(isToDo && { d: () => focus(TASK_ID) }),
    ...(isToDecide && { d: () => focus(DECISION_ID) }),
    ...((notControlled ?? whyNotPaused(execution.status)) === undefined && {
      p: () => onAsk({ kind: isPaused(execution.status) ? "resume" : "pause" }),
    }),
  });
  return (
    <div className="grid items-start gap-4 px-6 pt-4 pb-10 max-sm:gap-3 max-sm:px-3 max-sm:pt-3 max-sm:pb-22 lg:grid-cols-[minmax(0,1fr)_var(--size-rail)]">
      <div className="grid min-w-0 gap-4 max-lg:contents">
        {isOver && (
          <div className="grid min-w-0 gap-4 max-lg:order-1">
            <ComparisonCard executionId={execution.id} />
            <OutcomeServers execution={execution} />
          </div>
        )}
        <div className="min-w-0 max-lg:order-3">
          <OrderCard execution={execution} onSelect={waves.reveal} />
        </div>
        <div className="min-w-0 max-lg:order-2">
          <WavesCard execution={execution} waves={waves} />
        </div>
      </div>
      <div className="grid min-w-0 gap-4 max-lg:contents lg:sticky lg:top-16">
        {isStopped && (
          <div className="min-w-0 max-lg:order-first">
            <EngineCard execution={execution} />
          </div>
        )}
        {isToDecide && (
          <div className="grid min-w-0 gap-4 max-lg:order-first">
            <DecisionCards execution={execution} />
          </div>
        )}
        {isToDo && (
          <div className="grid min-w-0 gap-4 max-lg:order-first">
            <TaskCards execution={execution} />
          </div>
        )}
        {isOver && (
          <div className="grid min-w-0 gap-4 max-lg:order-first">
            <EndedRail execution={execution} isQuiet={isQuiet} />
          </div>
        )}
        <div className="min-w-0 max-lg:order-4">
          <EventsCard executionId={execution.id} isOver={isQuiet} />
        </div>
        <div className="min-w-0 empty:hidden max-lg:order-5">
          <ToldCard executionId={execution.id} isOver={isQuiet} />
        </div>
      </div>
      {/* Read out when a decision or a task appears; the focus stays where it is. */}
      <p role="status" className="sr-only">
        {isOver ? "" : `${decisionNews(execution.waves)} ${taskNews(execution.waves)}`.trim()}
      </p>
      {!isOver && <DecisionDock execution={execution} />}
    </div>
  );
}

function focus(elementId: string): void {
  const element = document.getElementById(elementId);
  element?.scrollIntoView({ block: "center" });
  element?.focus({ preventScroll: true });
}
