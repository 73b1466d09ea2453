"use client";

import { useQuery } from "@tanstack/react-query";

import { PutRight } from "#components/outcome/put-right.tsx";
import type { ExecutionView } from "#lib/domain/execution.ts";
import { outcomeQuery } from "#lib/query/outcome.ts";

import { LeftBehindCard } from "./left-behind-card.tsx";
import { PeopleCard } from "./people-card.tsx";
import { WentWrong } from "./went-wrong.tsx";

/** Beside an ended execution: what it left, what went wrong, who decided. A recovery's servers are there to stay. */
export function EndedRail({ execution, isQuiet }: { execution: ExecutionView; isQuiet: boolean }) {
  const isDrill = execution.type === "DRILL";
  const { data: outcome } = useQuery(outcomeQuery(execution.id));
  return (
    <>
      {isDrill && <LeftBehindCard execution={execution} />}
      <WentWrong execution={execution} />
      {outcome !== undefined && <PutRight report={outcome.report} />}
      {!isDrill && <LeftBehindCard execution={execution} />}
      <PeopleCard execution={execution} isOver={isQuiet} />
    </>
  );
}
