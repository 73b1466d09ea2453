"use client";

import { CalendarX, Trash2 } from "lucide-react";

import { Button } from "#components/ui/button.tsx";
import type { CleanupStatus, ExecutionView } from "#lib/domain/execution.ts";
import { useDenied } from "#lib/query/me.ts";

import { useAsks } from "./execution-asks.ts";
import { instanceNoun, runningInstances } from "./execution-words.ts";

const DRILL_LABEL: Record<CleanupStatus, string | null> = {
  NONE: "Clean up…",
  SCHEDULED: "Change…",
  RUNNING: null,
  DONE: "Clean up again…",
  FAILED: "Try again…",
  DROPPED: "Clean up…",
};

/** What can be done about what still runs: the one thing to do after a drill, the last thing to do after a recovery. */
export function CleanupButtons({ execution }: { execution: ExecutionView }) {
  const { ask } = useAsks();
  const isDrill = execution.type === "DRILL";
  const denied = useDenied(isDrill ? "execution:control" : "execution:recover");
  const label = labelOf(execution);
  if (label === null) return null;
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        size="sm"
        variant={isDrill ? "primary" : "danger"}
        icon={<Trash2 />}
        disabledReason={denied}
        onClick={() => ask({ kind: "clean-up" })}
      >
        {label}
      </Button>
      {execution.cleanup.status === "SCHEDULED" && (
        <Button size="sm" icon={<CalendarX />} disabledReason={denied} onClick={() => ask({ kind: "drop-clean-up" })}>
          Drop…
        </Button>
      )}
    </div>
  );
}

/** Null where nothing runs, or where it is being terminated. */
export function labelOf(execution: ExecutionView): string | null {
  const count = runningInstances(execution).length;
  const { status } = execution.cleanup;
  if (count === 0) return null;
  if (execution.type === "DRILL" || status === "SCHEDULED" || status === "RUNNING") return DRILL_LABEL[status];
  return `Terminate ${instanceNoun(execution, count)}…`;
}
