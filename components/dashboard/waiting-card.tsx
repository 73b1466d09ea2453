"use client";

import { CirclePause, Hand, SquareStop, UserRound } from "lucide-react";
import type { ReactNode } from "react";

import { useActiveExecutions } from "#components/layout/nav-counts.ts";
import { ButtonLink } from "#components/ui/button.tsx";
import { Card, CardHeader } from "#components/ui/card.tsx";
import { formatNoun } from "#components/ui/format.ts";
import { Age } from "#components/ui/time.tsx";
import type { ExecutionSummary } from "#lib/domain/execution.ts";

type Waiting = {
  execution: ExecutionSummary;
  icon: ReactNode;
  title: string;
  detail: string;
  since: string | null;
  /** Where on its page the answer is given. */
  place?: string;
};

/** What an execution waits for a person to do; null when it goes on by itself. */
function waitingFor(execution: ExecutionSummary): Waiting | null {
  const what = `${execution.type === "DRILL" ? "drill" : "recovery"} of ${execution.plan.name}`;
  if (execution.engine.state === "STOPPED") {
    return {
      execution,
      icon: <SquareStop />,
      title: `Revive the ${what}`,
      detail:
        execution.engine.reason ?? "Its state machine ended before it did. Nothing new starts until it is revived.",
      since: execution.engine.since,
    };
  }
  if (execution.wavesToDecide.length > 0) {
    const waves = execution.wavesToDecide;
    const { healthy, total, failed } = execution.servers;
    return {
      execution,
      icon: <Hand />,
      title: `Decide about ${waves.length === 1 ? `wave ${waves[0] ?? ""}` : `${waves.length} waves`} of the ${what}`,
      detail:
        failed === 0
          ? `${healthy} of ${total} servers are healthy. Waves behind wait.`
          : `${formatNoun(failed, "server")} failed, ${healthy} of ${total} are healthy. Waves behind wait.`,
      since: null,
      place: "#decide",
    };
  }
  if (execution.tasksToDo > 0) {
    return {
      execution,
      icon: <UserRound />,
      title: `Do ${execution.tasksToDo === 1 ? "a task" : `${execution.tasksToDo} tasks`} of the ${what}`,
      detail: "A person says when it is done. What comes after it waits.",
      since: null,
      place: "#task",
    };
  }
  if (execution.status === "PAUSED") {
    return {
      execution,
      icon: <CirclePause />,
      title: `Resume the ${what}`,
      detail: "Nothing new starts while it is paused.",
      since: null,
    };
  }
  if (execution.status === "AWAITING_APPROVAL") {
    const detail = `Asked by ${execution.requestedBy}.`;
    return { execution, icon: <Hand />, title: `Approve the ${what}`, detail, since: execution.createdAt };
  }
  return null;
}

function WaitingRow({ execution, icon, title, detail, since, place = "" }: Waiting) {
  return (
    <li className="family-attn flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-4 py-2.5 last:border-b-0 max-sm:px-3">
      <span className="text-(--family-ink) [&_.lucide]:size-5">{icon}</span>
      <div className="min-w-0 flex-1 basis-56">
        <b>{title}</b>
        <p className="text-xs/[17px] text-ink-muted">{detail}</p>
      </div>
      {since !== null && (
        <span className="text-xs text-ink-muted">
          <Age at={since} />
        </span>
      )}
      <ButtonLink href={`/executions/${execution.id}${place}`} variant="primary">
        {place === "#decide" ? "Decide" : "Open"}
      </ButtonLink>
    </li>
  );
}

/** Decisions first: somebody's servers are down while they wait. Of those, recoveries before drills. */
function urgency({ execution }: Waiting): number {
  return (
    (execution.wavesToDecide.length > 0 ? 0 : execution.tasksToDo > 0 ? 2 : 4) + (execution.type === "RECOVERY" ? 0 : 1)
  );
}

/** Shown only while something waits for a person. */
export function WaitingCard() {
  const waiting = useActiveExecutions()
    .flatMap((execution) => waitingFor(execution) ?? [])
    .toSorted((a, b) => urgency(a) - urgency(b));
  if (waiting.length === 0) return null;
  return (
    <Card aria-labelledby="waiting-title">
      <CardHeader id="waiting-title" title="Waiting for you" note={waiting.length} />
      <ul>
        {waiting.map((item) => (
          <WaitingRow key={item.execution.id} {...item} />
        ))}
      </ul>
    </Card>
  );
}
