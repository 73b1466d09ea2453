"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowUp, CircleCheck, Info, OctagonX, TriangleAlert, UserRound } from "lucide-react";
import { memo, type ReactNode, useRef, useState } from "react";

import { Button } from "#components/ui/button.tsx";
import { Card, CardFooter, CardHeader } from "#components/ui/card.tsx";
import { FAMILY_CLASS, type Family } from "#components/ui/family.ts";
import { formatCount, formatNoun } from "#components/ui/format.ts";
import { Segmented } from "#components/ui/segmented.tsx";
import { Clock } from "#components/ui/time.tsx";
import type { ExecutionEventView } from "#lib/domain/execution.ts";
import { executionEventsQuery } from "#lib/query/executions.ts";

export const EVENTS_TITLE_ID = "events-title";

const STEP = 100;
/** Scrolled further than this the reader reads, and the list holds its place. */
const READING_FROM_PX = 12;

type EventFilter = "all" | "problems" | "people";

export function EventsCard({ executionId, isOver }: { executionId: string; isOver: boolean }) {
  const query = useQuery(executionEventsQuery(executionId, isOver));
  const [filter, setFilter] = useState<EventFilter>("all");
  const [shown, setShown] = useState(STEP);
  const matching = (query.data?.events ?? []).filter((event) => isInFilter(event, filter));
  const { list, visible, newCount, hold, showNew } = useHeldEvents(matching);
  const newestFirst = visible.slice(-shown).reverse();
  return (
    <Card aria-labelledby={EVENTS_TITLE_ID} className="flex min-h-0 flex-col">
      <CardHeader
        id={EVENTS_TITLE_ID}
        title={
          <span tabIndex={-1} id={`${EVENTS_TITLE_ID}-focus`}>
            Events
          </span>
        }
      >
        <Segmented label="Filter events" value={filter} onChange={setFilter} options={FILTERS} />
      </CardHeader>
      <div className="relative min-h-0 flex-1">
        {newCount > 0 && (
          <div className="absolute inset-x-0 top-2 z-(--z-sticky) text-center">
            <Button size="sm" variant="primary" icon={<ArrowUp />} onClick={showNew}>
              {newCount} new
            </Button>
          </div>
        )}
        <div
          ref={list}
          onScroll={hold}
          role="log"
          tabIndex={0}
          aria-label="Events, newest first"
          className="max-h-120 overflow-y-auto py-1"
        >
          <ol>
            {newestFirst.map((event) => (
              <EventLine key={event.seq} event={event} />
            ))}
          </ol>
          {query.data !== undefined && matching.length === 0 && (
            <p className="px-4 py-2 text-xs text-ink-muted">{NOTHING[filter]}</p>
          )}
          {query.error !== null && <EventsStopped last={query.data?.events.at(-1)} error={query.error} />}
          {visible.length > shown && (
            <div className="px-4 py-2">
              <Button size="sm" onClick={() => setShown(shown + STEP)}>
                Show {formatCount(Math.min(STEP, visible.length - shown))} older
              </Button>
            </div>
          )}
        </div>
      </div>
      <CardFooter>{formatNoun(query.data?.events.length ?? 0, "event")}</CardFooter>
    </Card>
  );
}

const FILTERS = [
  { value: "all", label: "All" },
  { value: "problems", label: "Problems" },
  { value: "people", label: "People" },
] as const;

const NOTHING: Record<EventFilter, string> = {
  all: "Nothing has happened yet",
  problems: "No problem so far",
  people: "Nobody has done anything yet",
};

function isInFilter(event: ExecutionEventView, filter: EventFilter): boolean {
  switch (filter) {
    case "all":
      return true;
    case "problems":
      return event.severity === "problem" || event.severity === "warning";
    case "people":
      return event.severity === "person";
  }
}

/** While the reader has scrolled down, what is new is counted and not put in. */
function useHeldEvents(events: readonly ExecutionEventView[]) {
  const list = useRef<HTMLDivElement>(null);
  const [heldSeq, setHeldSeq] = useState<number | null>(null);
  const newest = events.at(-1)?.seq ?? 0;
  const visible = heldSeq === null ? events : events.filter((event) => event.seq <= heldSeq);
  function hold(): void {
    const isReading = (list.current?.scrollTop ?? 0) > READING_FROM_PX;
    if (isReading) setHeldSeq((before) => before ?? newest);
    else setHeldSeq(null);
  }
  function showNew(): void {
    list.current?.scrollTo({ top: 0 });
    setHeldSeq(null);
  }
  return { list, visible, newCount: events.length - visible.length, hold, showNew };
}

const LOOK: Record<ExecutionEventView["severity"], { family: Family; icon: ReactNode }> = {
  info: { family: "run", icon: <Info /> },
  good: { family: "ok", icon: <CircleCheck /> },
  warning: { family: "attn", icon: <TriangleAlert /> },
  problem: { family: "bad", icon: <OctagonX /> },
  person: { family: "idle", icon: <UserRound /> },
};

const EventLine = memo(function EventLine({ event }: { event: ExecutionEventView }) {
  const look = LOOK[event.severity];
  return (
    <li
      className={`${FAMILY_CLASS[look.family]} flash grid grid-cols-[56px_16px_minmax(0,1fr)] gap-2 px-4 py-[5px] text-xs/[17px] max-sm:px-3`}
    >
      <span className="text-ink-faint">
        <Clock at={event.at} seconds />
      </span>
      <span className="text-(--family-ink) [&_.lucide]:mt-px [&_.lucide]:size-3.5 [&_.lucide]:stroke-2">
        {look.icon}
      </span>
      <span className="min-w-0 wrap-anywhere">
        {event.message}
        {event.actor !== null && !event.message.includes(event.actor) && (
          <span className="text-ink-faint"> by {event.actor}</span>
        )}
        {event.detail !== null && <span className="text-ink-faint"> {event.detail}</span>}
      </span>
    </li>
  );
});

function EventsStopped({ last, error }: { last: ExecutionEventView | undefined; error: Error }) {
  return (
    <p role="status" className="px-4 py-2 text-xs text-bad-ink">
      {last === undefined ? (
        "Events were not read."
      ) : (
        <>
          Events stop at <Clock at={last.at} seconds />.
        </>
      )}{" "}
      {error.message}
    </p>
  );
}
