import type { ExecutionView } from "#lib/domain/execution.ts";

import { LeftBehindCard } from "./left-behind-card.tsx";
import { PeopleCard } from "./people-card.tsx";
import { WentWrong } from "./went-wrong.tsx";

/** Beside an ended execution: what it left, what went wrong, who decided. A recovery's servers are there to stay. */
export function EndedRail({ execution, isQuiet }: { execution: ExecutionView; isQuiet: boolean }) {
  const isDrill = execution.type === "DRILL";
  return (
    <>
      {isDrill && <LeftBehindCard execution={execution} />}
      <WentWrong execution={execution} />
      {!isDrill && <LeftBehindCard execution={execution} />}
      <PeopleCard execution={execution} isOver={isQuiet} />
    </>
  );
}
