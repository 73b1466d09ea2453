"use client";

import { Lock, LockOpen } from "lucide-react";

import { Card, CardFooter, CardHeader } from "#components/ui/card.tsx";
import { formatNoun } from "#components/ui/format.ts";
import type { ExecutionView } from "#lib/domain/execution.ts";

import { CleanupButtons, labelOf } from "./cleanup-buttons.tsx";
import { CleanupState } from "./cleanup-state.tsx";
import { lossWords, protectionWords } from "./cleanup-words.ts";
import { runningInstances } from "./execution-words.ts";
import { Leftovers } from "./leftovers.tsx";

/** What an ended drill left in EC2, and what becomes of it. After a recovery: what runs, and last how to end it. */
export function LeftBehindCard({ execution }: { execution: ExecutionView }) {
  const { leftovers } = execution.cleanup;
  const isDrill = execution.type === "DRILL";
  return (
    <Card aria-labelledby="left-behind-title">
      <CardHeader
        id="left-behind-title"
        title={isDrill ? "What was left behind" : "Recovered servers"}
        note={isDrill ? runningNote(execution) : undefined}
      />
      <CleanupState execution={execution} />
      {leftovers.length > 0 && <Leftovers leftovers={leftovers} />}
      <Protection execution={execution} />
      {!isDrill && <Termination execution={execution} />}
    </Card>
  );
}

function runningNote(execution: ExecutionView): string {
  const running = runningInstances(execution).length;
  return running === 0 ? "no instance is known to run" : `${formatNoun(running, "instance")} running`;
}

function Termination({ execution }: { execution: ExecutionView }) {
  if (labelOf(execution) === null) return null;
  return (
    <CardFooter>
      <p className="mb-2">{lossWords(runningInstances(execution).length)}</p>
      <CleanupButtons execution={execution} />
    </CardFooter>
  );
}

function Protection({ execution }: { execution: ExecutionView }) {
  const protection = protectionWords(execution);
  if (protection === null) return null;
  return (
    <div className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2.5 border-t border-line px-4 py-2.5 max-sm:px-3">
      <span className={`mt-0.5 ${protection.isComplete ? "text-ok-ink" : "text-attn-ink"}`}>
        {protection.isComplete ? <Lock /> : <LockOpen />}
      </span>
      <div className="min-w-0 text-xs/[17px]">
        <b className="text-sm">{protection.title}</b>
        <p className="wrap-anywhere text-ink-muted">{protection.detail}</p>
        {protection.errors.slice(0, 3).map((error) => (
          <p key={error} className="mono mt-1 border-l-3 border-bad bg-sunken px-2 py-1 wrap-anywhere">
            {error}
          </p>
        ))}
        {protection.errors.length > 3 && <p className="mt-1">{protection.errors.length - 3} more were refused.</p>}
      </div>
    </div>
  );
}
