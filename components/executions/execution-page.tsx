"use client";

import { useQuery } from "@tanstack/react-query";
import { Hand } from "lucide-react";

import { CrumbTitle } from "#components/layout/breadcrumb.tsx";
import { ModeBand } from "#components/status/mode.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { isTerminal } from "#lib/domain/execution-status.ts";
import { executionQuery } from "#lib/query/executions.ts";
import type { ExecutionView } from "#lib/domain/execution.ts";

import { EndedFacts } from "./ended-facts.tsx";
import { EndedServers } from "./ended-servers.tsx";
import { ENGINE_CARD_ID, EngineCard } from "./engine-card.tsx";
import { EVENTS_TITLE_ID, EventsCard } from "./events-card.tsx";
import { ExecutionLoading, ExecutionNotRead } from "./execution-not-read.tsx";
import { ExecutionTitle } from "./execution-title.tsx";
import { bandSentence } from "./execution-words.ts";
import { LiveLabel } from "./live-label.tsx";
import { OrderCard } from "./order-card.tsx";
import { RunningFacts } from "./running-facts.tsx";
import { ServerClock } from "./server-clock.tsx";
import { usePageKeys } from "./use-page-keys.ts";
import { useWaves } from "./use-waves.ts";
import { WAVES_TITLE_ID, WavesCard } from "./waves-card.tsx";
import { WentWrong } from "./went-wrong.tsx";

export function ExecutionPage({ id }: { id: string }) {
  const query = useQuery(executionQuery(id));
  if (query.data === undefined) {
    return query.error === null ? (
      <ExecutionLoading />
    ) : (
      <ExecutionNotRead error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  const execution = query.data;
  const isOver = isTerminal(execution.status);
  return (
    <ServerClock asOf={execution.asOf} receivedAt={query.dataUpdatedAt}>
      <CrumbTitle title={`${execution.type === "DRILL" ? "Drill" : "Recovery"} ${execution.id.slice(0, 8)}`} />
      <ModeBand
        type={execution.type}
        right={<LiveLabel updatedAt={query.dataUpdatedAt} isOver={isOver} error={query.failureReason} />}
      >
        {bandSentence(execution)}
      </ModeBand>
      <div className="bg-surface px-6 pt-3.5 max-sm:px-3 max-sm:pt-3">
        <ExecutionTitle execution={execution} />
        {isOver ? <EndedFacts execution={execution} /> : <RunningFacts execution={execution} />}
      </div>
      <ExecutionBody execution={execution} isOver={isOver} />
    </ServerClock>
  );
}

/** Wide: order and waves left, what to decide and events right. Narrow: decision, waves, order, events. */
function ExecutionBody({ execution, isOver }: { execution: ExecutionView; isOver: boolean }) {
  const waves = useWaves(execution.waves);
  const isStopped = !isOver && execution.engine.state === "STOPPED";
  usePageKeys({
    n: waves.nextProblem,
    e: () => focus(`${EVENTS_TITLE_ID}-focus`),
    w: () => focus(`${WAVES_TITLE_ID}-focus`),
    ...(isStopped && { d: () => focus(ENGINE_CARD_ID) }),
  });
  return (
    <div className="grid items-start gap-4 px-6 pt-4 pb-10 max-sm:gap-3 max-sm:px-3 max-sm:pt-3 max-sm:pb-22 lg:grid-cols-[minmax(0,1fr)_var(--size-rail)]">
      <div className="grid min-w-0 gap-4 max-lg:contents">
        <div className="min-w-0 max-lg:order-3">
          <OrderCard execution={execution} onSelect={waves.reveal} />
        </div>
        {isOver && (
          <div className="min-w-0 max-lg:order-1">
            <EndedServers execution={execution} />
          </div>
        )}
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
        {isOver && (
          <div className="min-w-0 empty:hidden max-lg:order-first">
            <WentWrong execution={execution} />
          </div>
        )}
        <div className="min-w-0 max-lg:order-4">
          <EventsCard executionId={execution.id} isOver={isOver} />
        </div>
      </div>
      {isStopped && <DecisionDock />}
    </div>
  );
}

function DecisionDock() {
  return (
    <div className="fixed inset-x-0 bottom-0 z-(--z-bar) flex border-t border-line-strong bg-surface px-3 py-2 sm:hidden">
      <ButtonLink href={`#${ENGINE_CARD_ID}`} variant="primary" icon={<Hand />} className="flex-1">
        Decide: revive the execution
      </ButtonLink>
    </div>
  );
}

function focus(elementId: string): void {
  const element = document.getElementById(elementId);
  element?.scrollIntoView({ block: "center" });
  element?.focus({ preventScroll: true });
}
