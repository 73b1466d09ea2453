"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleStop, RotateCcw, SkipForward, StepForward, UserRound } from "lucide-react";
import { type ReactNode, useState } from "react";

import { Button } from "#components/ui/button.tsx";
import { Card, CardFooter, CardHeader } from "#components/ui/card.tsx";
import { Clock } from "#components/ui/time.tsx";
import type { DecisionAction } from "#lib/domain/execution-input.ts";
import type { ExecutionEventView, ExecutionView } from "#lib/domain/execution.ts";
import { executionEventsQuery } from "#lib/query/executions.ts";

import { decisionTitle, waitedWords } from "./decision-words.ts";

const SHOWN = 8;

const ICON: Record<DecisionAction, ReactNode> = {
  retry: <RotateCcw />,
  skip: <SkipForward />,
  continue: <StepForward />,
  abort: <CircleStop />,
};

type Deed = {
  key: string;
  icon: ReactNode;
  title: string;
  actor: string;
  at: string;
  waited: string;
  comment: string | null;
};

/** Who decided what, when, and how long it had waited. */
export function PeopleCard({ execution, isOver }: { execution: ExecutionView; isOver: boolean }) {
  const { data } = useQuery(executionEventsQuery(execution.id, isOver));
  const [isAllShown, setIsAllShown] = useState(false);
  const deeds = [...decisionDeeds(execution), ...personDeeds(data?.events ?? [])].toSorted((a, b) =>
    a.at.localeCompare(b.at),
  );
  const shown = isAllShown ? deeds : deeds.slice(0, SHOWN);
  if (deeds.length === 0) return null;
  return (
    <Card aria-labelledby="people-title">
      <CardHeader id="people-title" title="Decisions and people" />
      <ol>
        {shown.map((deed) => (
          <li
            key={deed.key}
            className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2.5 border-t border-line px-4 py-2.5 first:border-t-0 max-sm:px-3"
          >
            <span className="mt-0.5 text-ink-muted">{deed.icon}</span>
            <div className="min-w-0">
              <b className="wrap-anywhere">{deed.title}</b>
              <p className="text-xs/[17px] wrap-anywhere text-ink-muted">
                {deed.actor}, <Clock at={deed.at} seconds />
                {deed.waited}.{deed.comment !== null && ` “${deed.comment}”`}
              </p>
            </div>
          </li>
        ))}
      </ol>
      {deeds.length > shown.length && (
        <CardFooter>
          <Button size="sm" onClick={() => setIsAllShown(true)}>
            Show all {deeds.length}
          </Button>
        </CardFooter>
      )}
    </Card>
  );
}

function decisionDeeds(execution: ExecutionView): Deed[] {
  return execution.decisions.map((decision, index) => ({
    key: `decision-${index}`,
    icon: ICON[decision.action],
    title: decisionTitle(decision, execution),
    actor: decision.actor,
    at: decision.at,
    waited: waitedWords(decision),
    comment: decision.comment,
  }));
}

/** What people did to the execution as a whole; what they did to waves and servers stands among the decisions. */
function personDeeds(events: readonly ExecutionEventView[]): Deed[] {
  return events.flatMap((event) => {
    if (event.severity !== "person" || event.actor === null || event.wave !== null) return [];
    const said = event.message.startsWith(event.actor) ? event.message.slice(event.actor.length).trim() : event.message;
    return {
      key: `event-${event.seq}`,
      icon: <UserRound />,
      title: said.charAt(0).toUpperCase() + said.slice(1),
      actor: event.actor,
      at: event.at,
      waited: "",
      comment: event.detail,
    };
  });
}
