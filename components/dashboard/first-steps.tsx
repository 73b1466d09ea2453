"use client";

import { CircleCheck, CircleDashed } from "lucide-react";

import { ButtonLink } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { formatNoun } from "#components/ui/format.ts";

type Step = { isDone: boolean; title: string; detail: string };

function StepRow({ isDone, title, detail }: Step) {
  return (
    <li className="flex gap-3">
      <span className={isDone ? "text-ok-ink" : "text-ink-faint"}>
        {isDone ? <CircleCheck className="mt-0.5" /> : <CircleDashed className="mt-0.5" />}
      </span>
      <div>
        <b>{title}</b>
        <p className="text-ink-muted">{detail}</p>
      </div>
      <span className="sr-only">{isDone ? "Done" : "To do"}</span>
    </li>
  );
}

/** Instead of an empty table: what leads to the first drill, and the one thing to press next. */
export function FirstSteps({ serverCount, groupCount }: { serverCount: number; groupCount: number }) {
  const hasServers = serverCount > 0;
  const hasGroups = groupCount > 0;
  const next = !hasServers
    ? { href: "/settings", label: "Open accounts" }
    : hasGroups
      ? { href: "/recovery-plans/new", label: "New plan" }
      : { href: "/protection-groups/new", label: "New group" };
  return (
    <Card>
      <div className="max-w-160 px-6 py-7 max-sm:px-3">
        <h2 className="text-lg">No recovery plan yet</h2>
        <p className="mt-1 mb-4 text-md text-ink-muted">
          A plan says which groups of servers start in which order. A drill then shows whether it works.
        </p>
        <ol className="grid gap-3">
          <StepRow
            isDone={hasServers}
            title="Servers are read from AWS DRS"
            detail={hasServers ? `${formatNoun(serverCount, "server")} found` : "No server has been found yet"}
          />
          <StepRow
            isDone={hasGroups}
            title="Servers are put into protection groups"
            detail={
              hasGroups ? `${formatNoun(groupCount, "group")} so far` : "A group holds servers that start together"
            }
          />
          <StepRow isDone={false} title="Groups become the waves of a plan" detail="Waves can wait for each other" />
        </ol>
        <ButtonLink href={next.href} variant="primary" className="mt-5">
          {next.label}
        </ButtonLink>
      </div>
    </Card>
  );
}
