"use client";

import { Lock, LockOpen } from "lucide-react";

import { Card, CardHeader } from "#components/ui/card.tsx";
import { formatNoun } from "#components/ui/format.ts";
import type { ExecutionView } from "#lib/domain/execution.ts";

import { CleanupState } from "./cleanup-state.tsx";
import { protectionWords } from "./cleanup-words.ts";
import { runningInstances } from "./execution-words.ts";
import { Leftovers } from "./leftovers.tsx";

/** What an ended execution left in EC2, and what becomes of it. */
export function LeftBehindCard({ execution }: { execution: ExecutionView }) {
  const { leftovers } = execution.cleanup;
  const running = runningInstances(execution).length;
  const note = running === 0 ? "no instance is known to run" : `${formatNoun(running, "instance")} running`;
  return (
    <Card aria-labelledby="left-behind-title">
      <CardHeader id="left-behind-title" title="What was left behind" note={note} />
      <CleanupState execution={execution} />
      {leftovers.length > 0 && <Leftovers leftovers={leftovers} />}
      <Protection execution={execution} />
    </Card>
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
        <b className="text-sm">Termination protection: {protection.words}</b>
        <p className="text-ink-muted">A protected instance cannot be terminated, nor replaced by another launch.</p>
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
